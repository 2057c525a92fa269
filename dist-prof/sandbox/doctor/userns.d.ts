export interface Explanation {
  readonly cause: string;
  readonly remedy: string | undefined;
}
/** Why user namespaces are refused: the setting that says so, else the likeliest cause by the error. */
export declare function explainUserns(
  mode: 'root' | 'rootless',
  errno: string | undefined,
): Promise<Explanation>;

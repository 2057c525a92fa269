/** Where it is drawn, and how big that is now. */
export interface LiveScreen {
  write(text: string): void;
  readonly columns: number;
  readonly rows: number;
}
export declare class LiveRegion {
  #private;
  constructor(screen: LiveScreen);
  /** Puts `lines` above what is drawn, for good, and draws `view`, each of whose lines is as wide as the screen at most. */
  draw(lines: readonly string[], view: readonly string[]): void;
  /** Leaves what is drawn where it is: somebody else has written below it. */
  leave(): void;
}

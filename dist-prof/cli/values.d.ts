import { LayoverError } from '../base/errors.js';
import type { BindSpec, PathLike, TmpfsSpec } from '../sandbox/definition/spec.js';
export declare function usageError(message: string, hint?: string): LayoverError;
/** A path of the host's. */
export declare function parsePath(word: string, option: string): PathLike;
/** A path of the view. */
export declare function parseViewPath(word: string, option: string): PathLike;
export declare function parseText(word: string, option: string): string;
/** JSON, or `@FILE` with JSON in it. Wrapped, so that `null` is a value. */
export declare function parseParams(
  word: string,
  option: string,
): {
  readonly value: unknown;
};
export declare function parseMilliseconds(word: string, option: string): number;
export declare function parseBytes(word: string, option: string): number;
/** A number above 0, with a fraction or without. */
export declare function parseNumber(word: string, option: string): number;
export declare function parseCount(word: string, option: string): number;
/** A whole number, 0 included. */
export declare function parseWholeNumber(word: string, option: string): number;
export declare function parseChoice<const T extends string>(
  word: string,
  option: string,
  choices: readonly T[],
): T;
/** `SRC[:DST[:ro|rw]]`. */
export declare function parseBind(word: string): BindSpec;
/** `DST[:SIZE]`. */
export declare function parseTmpfs(word: string): TmpfsSpec;
/** `UID[:GID]`. */
export declare function parseUser(word: string): {
  uid: number;
  gid?: number;
};
/** What `--env` gathers: values set, and names taken over. */
export interface Environment {
  readonly set: Readonly<Record<string, string>>;
  readonly pass: readonly string[];
}
export declare const NO_ENVIRONMENT: Environment;
/** `K=V` or `K`; the last one given for a name counts. */
export declare function addVariable(word: string, { set, pass }: Environment): Environment;

/**
 * Names and paths inside trees are bytes, not text: a job may write any byte but `/` and NUL.
 * A `RawPath` holds one byte per character (code units 0 to 255), so comparison by code unit is
 * comparison by byte, and the native door passes it to the kernel unchanged.
 *
 * Raw paths are relative, without a leading or trailing slash; the root of a tree is the empty one.
 */
declare const rawPathBrand: unique symbol;
export type RawPath = string & {
  readonly [rawPathBrand]: true;
};
/** An absolute path on the host, in raw form too: a lower's path may hold any byte but NUL. */
export type HostPath = RawPath & {
  readonly [hostPathBrand]: true;
};
declare const hostPathBrand: unique symbol;
/** The absolute host path of `path`, from text or bytes, against `base` (default: the working directory) where relative. */
export declare function hostPath(path: string | Uint8Array, base?: string): HostPath;
/** A host path as `node:fs` takes it. */
export declare function fsPath(path: HostPath): Buffer;
/** The root of a tree. */
export declare const ROOT_PATH: RawPath;
/** The bytes of `text` in UTF-8, one per character. */
export declare function rawFromText(text: string): RawPath;
/** The bytes of a buffer, one per character. */
export declare function rawFromBytes(bytes: Uint8Array): RawPath;
export declare function bytesFromRaw(raw: string): Buffer;
/** The text these bytes spell, or undefined where they are not valid UTF-8. */
export declare function textFromRaw(raw: string): string | undefined;
export declare function joinRaw(parent: RawPath, name: string): RawPath;
export declare function splitRaw(path: RawPath): {
  parent: RawPath;
  name: RawPath;
};
export declare function componentsOf(path: RawPath): RawPath[];
/** Whether `path` is `ancestor` or lies below it. */
export declare function isBelow(path: RawPath, ancestor: RawPath): boolean;
/** Byte order with `/` lowest, so that a directory's content follows it directly. */
export declare function compareRaw(left: RawPath, right: RawPath): number;
/** How a path is shown: as it is, or quoted and escaped as Git does where a byte is not printable. */
export declare function quoteRaw(path: RawPath): string;
/** `{ path }` where the bytes are UTF-8, else `{ pathBase64 }`: the form used in JSON. */
export type JsonPath =
  | {
      path: string;
    }
  | {
      pathBase64: string;
    };
export declare function jsonPath(raw: RawPath): JsonPath;
export declare function rawFromJson(json: JsonPath): RawPath;
export {};

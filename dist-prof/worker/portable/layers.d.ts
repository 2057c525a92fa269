import { type Found } from './host-files.js';
/** A directory of the view. Paths are the host's, raw. */
export interface Stack {
  upper: string | undefined;
  /** The topmost first. */
  readonly lowers: readonly string[];
  /** Writes are EROFS. */
  readonly isReadOnly: boolean;
}
export type Shown =
  | {
      readonly kind: 'directory';
      readonly stack: Stack;
      readonly found: Found;
    }
  | {
      readonly kind: 'other';
      readonly file: string;
      readonly isUpper: boolean;
      readonly found: Found;
    };
export declare const OPAQUE_MARK = 'user.overlay.opaque';
export declare class Layers {
  #private;
  /** `lowerOpaque`: the attribute by which a lower says that it hides what is below. */
  constructor(lowerOpaque: string);
  find({ upper, lowers, isReadOnly }: Stack, name: string): Shown | undefined;
  findLower(lowers: readonly string[], name: string, isReadOnly?: boolean): Shown | undefined;
  /** Names of a directory, whiteouts of each layer taken off what is below. */
  list({ upper, lowers }: Stack): string[];
}
export declare function isDirectory({ mode }: Found): boolean;

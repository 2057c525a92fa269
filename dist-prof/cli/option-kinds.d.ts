/** Kinds of options that several commands have. */
import { type Command, Option } from 'commander';
import type { OnConflict } from '../commit/planned.js';
import type { PathLike } from '../sandbox/definition/spec.js';
/** An option with a value: `parse` is told the flag, for its errors. */
export declare function valueOption<T>(
  flags: string,
  description: string,
  parse: (word: string, flag: string) => T,
): Option;
/** The same, repeatable: the values in their order. */
export declare function listOption<T>(
  flags: string,
  description: string,
  parse: (word: string, flag: string) => T,
): Option;
/** Which changes a commit takes. */
export interface ChoiceOptions {
  readonly to?: PathLike;
  readonly from?: string;
  readonly only?: readonly string[];
  readonly except?: readonly string[];
  readonly faithful?: true;
  readonly onConflict?: OnConflict;
  readonly merge?: true;
  readonly allowProtected?: true;
  readonly maxDeletes?: number;
}
export declare function addChoiceOptions(command: Command): void;
/** Of a commit to a directory, the current one where none is named. */
export declare function directoryOptions({ to, ...options }: ChoiceOptions): Omit<ChoiceOptions, 'to'> & {
  readonly to: PathLike;
};

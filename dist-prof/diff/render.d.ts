import { type Change } from './change.js';
/** How a diff is shown; see the `--help` of `layover diff`. */
export type DiffForm = 'list' | 'json' | 'stat' | 'tree' | 'patch';
/** The lines of a diff, in pieces of about 64 KiB. */
export declare function renderForm(
  changes: readonly Change[],
  form: DiffForm,
  check: () => void,
): AsyncGenerator<string>;

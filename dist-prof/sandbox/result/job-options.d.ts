/** What can be asked of a job that has ended. */
import type { OnConflict } from '../../commit/planned.js';
import type { ExportSettings } from '../store/layers.js';
import type { TaskOptions } from '../trees/tree-host.js';
export interface ReadOptions extends TaskOptions {
  /** Adds `digests` to each change of a regular file. */
  readonly digests?: boolean | undefined;
}
export interface RenderOptions extends TaskOptions {
  readonly paths?: readonly string[] | undefined;
}
/** `from`, `only` and `except` are paths and globs of the view. */
export interface ChooseOptions extends TaskOptions {
  readonly from?: string | undefined;
  readonly only?: readonly string[] | undefined;
  readonly except?: readonly string[] | undefined;
}
export interface CommitToOptions extends ChooseOptions {
  /** An existing directory, or a new one in a directory that exists. */
  readonly to: string | Uint8Array;
  /** Owners, setuid, capabilities, devices and every xattr as the job left them. */
  readonly faithful?: boolean | undefined;
  /** Where the target is not what the job started from: list all and do nothing (default), the job's side, the target's. */
  readonly onConflict?: OnConflict | undefined;
  /** Join the lines of a text that both sides changed, where they changed other ones. */
  readonly merge?: boolean | undefined;
  /** Take changes of git hooks, shell start-up files and the like. */
  readonly allowProtected?: boolean | undefined;
  /** How many entries of the target may be deleted; default 1,000 or a fifth of all, whichever is more. */
  readonly maxDeletes?: number | undefined;
}
export interface CommitTarOptions extends ChooseOptions {
  /** A file, which appears complete or not at all; or 1, the standard output of this process. */
  readonly file: string | Uint8Array | 1;
}
export interface CommitOciOptions extends Omit<ExportSettings, keyof TaskOptions>, ChooseOptions {
  /** An OCI layout; made if it is not there. Other images in it stay. */
  readonly directory: string | Uint8Array;
  readonly tag: string;
}
export interface CommitLayerOptions extends ChooseOptions {
  /** What the layer, with all below it, is called: `base`, `team/app:v2`. Taken from whatever had that name. */
  readonly name: string;
}

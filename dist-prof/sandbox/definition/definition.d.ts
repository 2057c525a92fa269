/** What a sandbox is, as data: the rest of a definition has defaults. See read-definition.ts for the files. */
import type { Effect } from '../../commit/effects.js';
import type { LimitSpec } from './spec.js';
export interface Definition {
  /** Where its relative paths start. Not part of the file; undefined: this process's working directory. */
  readonly directory?: string | undefined;
  readonly description?: string | undefined;
  /**
   * Directories (beside the definition's file where they are relative), names of layers, `sha256:ID`, or `host`: this
   * machine's own root, of which `expose` names what is shown.
   */
  readonly lowers?: readonly string[] | undefined;
  /** With `host`: the paths shown, read-only. Without it the whole machine is shown, copy on write. */
  readonly expose?: readonly string[] | undefined;
  readonly hide?: readonly string[] | undefined;
  /** Where the project's folder is shown. */
  readonly project?: string | undefined;
  /** `caller`: the job runs as whoever runs layover, by the same number. Default: as root of its own ids. */
  readonly user?: 'caller' | undefined;
  readonly network?: 'none' | 'host' | undefined;
  /** The filter of system calls: `default`, `off`, or the file of a seccomp.json, beside the definition's. */
  readonly seccomp?: string | undefined;
  readonly env?:
    | {
        readonly pass?: readonly string[] | undefined;
        readonly set?: Readonly<Record<string, string>> | undefined;
      }
    | undefined;
  readonly limits?: LimitSpec | undefined;
  /** What a commit may hold: globs of paths below the project's place or, with a leading slash, of the view. */
  readonly allow?: readonly string[] | undefined;
  /** What it may not: a glob, or all that a rule names together. Sizes are of files' new content. */
  readonly deny?: ReadonlyArray<string | DenySpec> | undefined;
  /** What must be enforced; a machine that lacks it refuses to start the job. */
  readonly require?: readonly Requirement[] | undefined;
}
export interface DenySpec {
  readonly paths?: readonly string[] | undefined;
  readonly except?: readonly string[] | undefined;
  readonly what?: Effect | undefined;
  readonly size?: number | string | undefined;
  readonly total?: number | string | undefined;
}
export declare const REQUIREMENTS: readonly [
  'userns',
  'network-none',
  'kernel-overlay',
  'seccomp',
  'landlock',
  'limits',
];
export type Requirement = (typeof REQUIREMENTS)[number];
/** What a job has that names no definition: the lowers given, and nothing else. */
export declare const BARE: Definition;
/** Whether the job is shown this machine's own root. */
export declare function showsMachine({ lowers, expose }: Definition): boolean;

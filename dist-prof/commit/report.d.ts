import type { RawPath } from '../base/bytes-path.js';
/** What a commit did. Paths are those of the changes, from the root of the view. */
export interface CommitReport {
  /** Changes applied, deletions included. */
  readonly applied: number;
  /** Bytes of file content written. */
  readonly bytes: number;
  /** Changes left out: the target has there what it had before. */
  readonly skipped: ReadonlyArray<{
    readonly path: RawPath;
    readonly reason: string;
  }>;
  /** What an applied change lost on the way: `setuid`, `owner 0:0`, `2 xattrs`. */
  readonly stripped: ReadonlyArray<{
    readonly path: RawPath;
    readonly what: string;
  }>;
  /** What a tar holds that gives whoever runs it somebody else's rights: `setuid`, `capabilities`. */
  readonly privileged: ReadonlyArray<{
    readonly path: RawPath;
    readonly what: string;
  }>;
  /** Of a commit to a directory that changed something: what `undo` takes. */
  readonly commit?: string;
  /** Paths of which both sides changed other lines, now joined. */
  readonly merged?: readonly RawPath[];
}
/** What every kind of commit can be asked for. */
export interface CommitOptions {
  /** Only what lies below this directory of the view, which stands for the target itself; default the root. */
  readonly from?: RawPath | undefined;
  /** Which changes to take, by their paths in the view; default all. */
  readonly includes?: ((path: RawPath) => boolean) | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Throws to stop; called between changes and between pieces of large files. */
  readonly checkCanceled?: (() => void) | undefined;
}
/** A report in the making. */
export declare class ReportBuilder {
  #private;
  apply(): void;
  addBytes(bytes: number): void;
  skip(path: RawPath, reason: string): void;
  strip(path: RawPath, losses: readonly string[]): void;
  notePrivileges(path: RawPath, privileges: readonly string[]): void;
  build(): CommitReport;
}

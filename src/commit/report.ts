import type { RawPath } from '../base/bytes-path.js';

/** What a commit did. Paths are those of the changes, from the root of the view. */
export interface CommitReport {
  /** Changes applied, deletions included. */
  readonly applied: number;
  /** Bytes of file content written. */
  readonly bytes: number;
  /** Changes left out: the target has there what it had before. */
  readonly skipped: ReadonlyArray<{ readonly path: RawPath; readonly reason: string }>;
  /** What an applied change lost on the way: `setuid`, `owner 0:0`, `2 xattrs`. */
  readonly stripped: ReadonlyArray<{ readonly path: RawPath; readonly what: string }>;
  /** What a tar holds that gives whoever runs it somebody else's rights: `setuid`, `capabilities`. */
  readonly privileged: ReadonlyArray<{ readonly path: RawPath; readonly what: string }>;
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
export class ReportBuilder {
  #applied = 0;
  #bytes = 0;
  readonly #skipped: Array<{ path: RawPath; reason: string }> = [];
  readonly #stripped: Array<{ path: RawPath; what: string }> = [];

  readonly #privileged: Array<{ path: RawPath; what: string }> = [];

  apply(): void {
    this.#applied += 1;
  }

  addBytes(bytes: number): void {
    this.#bytes += bytes;
  }

  skip(path: RawPath, reason: string): void {
    this.#skipped.push({ path, reason });
  }

  strip(path: RawPath, losses: readonly string[]): void {
    for (const what of losses) this.#stripped.push({ path, what });
  }

  notePrivileges(path: RawPath, privileges: readonly string[]): void {
    for (const what of privileges) this.#privileged.push({ path, what });
  }

  build(): CommitReport {
    return {
      applied: this.#applied,
      bytes: this.#bytes,
      skipped: this.#skipped,
      stripped: this.#stripped,
      privileged: this.#privileged,
    };
  }
}

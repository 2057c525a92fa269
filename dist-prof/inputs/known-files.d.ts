import type { RawPath } from '../base/bytes-path.js';
import type { Stat } from '../native/syscalls.js';
export declare class KnownFiles {
  #private;
  /** Layers made of this project before, whose files can be shared. */
  readonly layers: readonly string[];
  constructor(file: string);
  /** The digest of a file of this status. */
  find(path: RawPath, stat: Stat): string | undefined;
  /** `stat` is from before the file was read. */
  remember(path: RawPath, stat: Stat, digest: string): void;
  /** Of what was asked for since; the last one to write wins, and losing it all costs time only. */
  write(layers: readonly string[]): void;
  /** Whether something was asked for that was not known, or known and not asked for. */
  get isChanged(): boolean;
}

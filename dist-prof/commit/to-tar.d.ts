import type { Change } from '../diff/change.js';
import { type TarDestination } from '../tar/output.js';
import { type CommitOptions, type CommitReport } from './report.js';
export interface CommitToTarOptions extends CommitOptions {
  readonly output: TarDestination;
}
/**
 * Writes sorted, complete changes as the tar of one OCI layer: a deletion is a whiteout, what replaces another
 * type is just its entry. Equal changes give equal bytes. Everything is kept but sockets, which no tar holds.
 */
export declare function commitToTar(changes: readonly Change[], options: CommitToTarOptions): CommitReport;

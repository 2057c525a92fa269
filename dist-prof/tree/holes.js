import { quoteRaw } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import { formatSize } from '../base/units.js';

const LIMIT_BYTES = 16 * 2 ** 30;
/**
 * How much of the holes of sparse files one task reads as zeros, where every byte counts (a digest, a tar): a job makes a
 * hole of 8 EiB at no cost, and nobody can wait for those zeros or store them. 16 GiB for all files together.
 */
export class HoleAllowance {
  #leftBytes = LIMIT_BYTES;
  /** Whether the file's holes are still allowed; they are used up then. */
  take(stat) {
    const bytes = holeBytes(stat);
    if (bytes > this.#leftBytes) return false;
    this.#leftBytes -= bytes;
    return true;
  }
  /** The same, with LAYOVER_UPPER_LIMIT where they are not. */
  require(path, stat) {
    if (this.take(stat)) return;
    const message = `${quoteRaw(path)} is a sparse file of ${formatSize(stat.size)}, ${formatSize(holeBytes(stat))} of it holes`;
    throw new LayoverError(
      'LAYOVER_UPPER_LIMIT',
      `${message}: more zeros than one task reads (${formatSize(LIMIT_BYTES)})`,
      {
        hint: 'Leave it out with --except, or commit to a directory, where holes stay holes.',
      },
    );
  }
}
function holeBytes({ size, blocks }) {
  return Math.max(0, size - blocks * 512);
}
//# sourceMappingURL=holes.js.map

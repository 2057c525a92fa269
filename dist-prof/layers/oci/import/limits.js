/** What an import may take before it is refused: others made it, and a small archive can unpack to anything. */
import { quoteRaw } from '../../../base/bytes-path.js';
import { LayoverError } from '../../../base/errors.js';
import { formatSize } from '../../../base/units.js';
export const DEFAULT_LIMITS = {
  entries: 1_000_000,
  bytes: 64 * 2 ** 30,
  ratio: 200,
  ratioFromBytes: 10 * 2 ** 20,
  depth: 1_024,
  pathBytes: 4_095,
  headerBytes: 2 ** 20,
  xattrBytes: 128 * 2 ** 10,
  layers: 500,
};
/** How each limit is called where a user can set it. */
const OPTIONS = {
  entries: '--max-entries',
  bytes: '--max-bytes',
  ratio: '--max-ratio',
  depth: '--max-depth',
};
const SIZES = ['bytes', 'headerBytes', 'xattrBytes'];
/** The error for what goes over a limit: `what` names it, with the value seen. */
export function overLimit(limits, which, what) {
  const most = SIZES.includes(which) ? formatSize(limits[which]) : String(limits[which]);
  const option = OPTIONS[which];
  const hint = `limits.${which} of the library${option === undefined ? '' : `, or ${option},`} allows more.`;
  return new LayoverError('LAYOVER_IMPORT_LIMIT', `${what}; the most is ${most}`, {
    hint: `If you trust where it comes from: ${hint}`,
  });
}
/** What all layers of an import take together. */
export class Budget {
  limits;
  #entries = 0;
  #bytes = 0;
  constructor(limits) {
    this.limits = limits;
  }
  addEntry(path) {
    this.#entries += 1;
    if (this.#entries <= this.limits.entries) return;
    throw overLimit(this.limits, 'entries', `${quoteRaw(path)} is entry ${this.#entries}`);
  }
  /** To be called before the bytes are written. */
  addBytes(path, bytes) {
    this.#bytes += bytes;
    if (this.#bytes <= this.limits.bytes) return;
    const total = `${quoteRaw(path)} (${formatSize(bytes)}) makes it ${formatSize(this.#bytes)} of file content`;
    throw overLimit(this.limits, 'bytes', total);
  }
  checkXattrs(path, xattrs) {
    const bytes = xattrs.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
    if (bytes <= this.limits.xattrBytes) return;
    throw overLimit(this.limits, 'xattrBytes', `${quoteRaw(path)} has xattrs of ${formatSize(bytes)}`);
  }
}
//# sourceMappingURL=limits.js.map

/** What an import may take before it is refused: others made it, and a small archive can unpack to anything. */
import { quoteRaw, type RawPath } from '../../../base/bytes-path.js';
import { LayoverError } from '../../../base/errors.js';
import { formatSize } from '../../../base/units.js';

export interface ImportLimits {
  /** Members of all layers together. */
  readonly entries: number;
  /** Bytes of file content of all layers together. */
  readonly bytes: number;
  /** How many times larger a compressed archive may get, once it is more than `ratioFromBytes`. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
  /** Directories one in another. */
  readonly depth: number;
  /** Of a whole path, or the target of a symlink. */
  readonly pathBytes: number;
  /** Of one extended header of a tar, xattrs included. */
  readonly headerBytes: number;
  /** Of the xattrs of one entry, names and values. */
  readonly xattrBytes: number;
  readonly layers: number;
}

export const DEFAULT_LIMITS: ImportLimits = {
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
const OPTIONS: Partial<Record<keyof ImportLimits, string>> = {
  entries: '--max-entries',
  bytes: '--max-bytes',
  ratio: '--max-ratio',
  depth: '--max-depth',
};

const SIZES: ReadonlyArray<keyof ImportLimits> = ['bytes', 'headerBytes', 'xattrBytes'];

/** The error for what goes over a limit: `what` names it, with the value seen. */
export function overLimit(limits: ImportLimits, which: keyof ImportLimits, what: string): LayoverError {
  const most = SIZES.includes(which) ? formatSize(limits[which]) : String(limits[which]);
  const option = OPTIONS[which];
  const hint = `limits.${which} of the library${option === undefined ? '' : `, or ${option},`} allows more.`;
  return new LayoverError('LAYOVER_IMPORT_LIMIT', `${what}; the most is ${most}`, {
    hint: `If you trust where it comes from: ${hint}`,
  });
}

/** What all layers of an import take together. */
export class Budget {
  readonly limits: ImportLimits;
  #entries = 0;
  #bytes = 0;

  constructor(limits: ImportLimits) {
    this.limits = limits;
  }

  addEntry(path: RawPath): void {
    this.#entries += 1;
    if (this.#entries <= this.limits.entries) return;
    throw overLimit(this.limits, 'entries', `${quoteRaw(path)} is entry ${this.#entries}`);
  }

  /** To be called before the bytes are written. */
  addBytes(path: RawPath, bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes <= this.limits.bytes) return;
    const total = `${quoteRaw(path)} (${formatSize(bytes)}) makes it ${formatSize(this.#bytes)} of file content`;
    throw overLimit(this.limits, 'bytes', total);
  }

  checkXattrs(path: RawPath, xattrs: ReadonlyArray<readonly [RawPath, Uint8Array]>): void {
    const bytes = xattrs.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
    if (bytes <= this.limits.xattrBytes) return;
    throw overLimit(this.limits, 'xattrBytes', `${quoteRaw(path)} has xattrs of ${formatSize(bytes)}`);
  }
}

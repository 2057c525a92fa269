/**
 * Sparse files, as GNU tar packs them: only their data, and a map of where it belongs (GNU tar manual, "Storing Sparse
 * Files"). The old form (flag `S`) has the map in headers, 0.0 and 0.1 have it in PAX records, 1.0 before the data.
 */
import { BLOCK_BYTES } from './header.js';
import { invalidTar } from './invalid.js';
import { readNumber, toSize } from './parse-header.js';
import type { PaxRecords } from './parse-pax.js';

/** A run of data in the file; what lies between runs are zeros. */
export interface SparseSpan {
  readonly offset: number;
  readonly length: number;
}

/** A sparse file: its whole size, and its data in the order it comes in. */
export interface SparseFile {
  readonly size: number;
  readonly spans: readonly SparseSpan[];
}

/** Gathers the map of one member, block by block, where it stands in blocks. */
export interface SparseMap {
  /** Nothing more of it comes. */
  readonly isWhole: boolean;
  /** How many of the bytes that the member counts as content are the map's. */
  readonly contentBytes: number;
  add(block: Buffer): void;
  /** `dataBytes` are left of the content. Throws LAYOVER_IMAGE_INVALID where they do not fit the map. */
  finish(dataBytes: number): SparseFile;
}

/** Maps of more spans are refused: each is a few bytes in the archive, and some work. */
const SPANS_MAX = 1_000_000;

/** Of the form that a member is in; undefined for an ordinary one. `block` is its header. */
export function openSparseMap(flag: string, block: Buffer, { pax, where }: PaxPlace): SparseMap | undefined {
  if (pax.has('SCHILY.realsize')) {
    throw invalidTar(`the type ${where}: it is a sparse file of star`, 'Pack it without -sparse.');
  }
  if (flag === 'S') return new HeaderMap(block, where);
  if (pax.has('GNU.sparse.major')) return new ContentMap(pax, where);
  const isOld = pax.has('GNU.sparse.map') || pax.has('GNU.sparse.size');
  return isOld ? new RecordMap(pax, where) : undefined;
}

interface PaxPlace {
  readonly pax: PaxRecords;
  /** Names the member in errors. */
  readonly where: string;
}

const HEADER = { spansAt: 386, spans: 4, moreAt: 482, sizeAt: 483 } as const;
const EXTENSION = { spansAt: 0, spans: 21, moreAt: 504 } as const;
const FIELD_BYTES = 12;

class HeaderMap implements SparseMap {
  readonly contentBytes = 0;
  isWhole: boolean;
  readonly #where: string;
  readonly #size: number;
  readonly #spans: SparseSpan[];

  constructor(block: Buffer, where: string) {
    this.#where = where;
    this.#size = readField(block, HEADER.sizeAt, where);
    this.#spans = readSpans(block, HEADER, where);
    this.isWhole = block[HEADER.moreAt] === 0;
  }

  add(block: Buffer): void {
    this.#spans.push(...readSpans(block, EXTENSION, this.#where));
    this.isWhole = block[EXTENSION.moreAt] === 0;
    if (this.#spans.length > SPANS_MAX) throw tooMany(this.#where);
  }

  finish(dataBytes: number): SparseFile {
    return checkFile({ size: this.#size, spans: this.#spans }, dataBytes, this.#where);
  }
}

/** A span whose length is empty, not zero, ends the list. */
function readSpans(
  block: Buffer,
  { spansAt, spans }: typeof HEADER | typeof EXTENSION,
  where: string,
): SparseSpan[] {
  const found: SparseSpan[] = [];
  for (let at = spansAt; found.length < spans; at += 2 * FIELD_BYTES) {
    if (block[at + FIELD_BYTES] === 0) break;
    found.push({ offset: readField(block, at, where), length: readField(block, at + FIELD_BYTES, where) });
  }
  return found;
}

function readField(block: Buffer, at: number, where: string): number {
  return toSize(readNumber(block.subarray(at, at + FIELD_BYTES), `sparse map ${where}`), where);
}

class RecordMap implements SparseMap {
  readonly isWhole = true;
  readonly contentBytes = 0;
  readonly #file: SparseFile;
  readonly #where: string;

  constructor(pax: PaxRecords, where: string) {
    this.#where = where;
    const text = pax.get('GNU.sparse.map')?.toString('latin1') ?? '';
    const numbers = text === '' ? [] : text.split(',').map((word) => parseDecimal(word, where));
    const count = pax.get('GNU.sparse.numblocks');
    const isCounted =
      count === undefined || parseDecimal(count.toString('latin1'), where) * 2 === numbers.length;
    if (!isCounted) throw invalidTar(`the sparse map ${where} has not as many spans as it says`);
    this.#file = { size: sizeFrom(pax, 'GNU.sparse.size', where), spans: pairUp(numbers, where) };
  }

  add(): void {
    throw new Error('A map in records has no blocks');
  }

  finish(dataBytes: number): SparseFile {
    return checkFile(this.#file, dataBytes, this.#where);
  }
}

const NEWLINE = 0x0a;

/** Decimal numbers, one a line: how many spans, and the two of each; zeros fill the last block. */
class ContentMap implements SparseMap {
  contentBytes = 0;
  isWhole = false;
  readonly #where: string;
  readonly #size: number;
  readonly #numbers: number[] = [];
  #rest = '';

  constructor(pax: PaxRecords, where: string) {
    const version = [pax.get('GNU.sparse.major'), pax.get('GNU.sparse.minor')].map(String).join('.');
    if (version !== '1.0')
      throw invalidTar(`the sparse file ${where} is of the form ${version.slice(0, 20)}`);
    this.#where = where;
    this.#size = sizeFrom(pax, 'GNU.sparse.realsize', where);
  }

  add(block: Buffer): void {
    this.contentBytes += BLOCK_BYTES;
    for (let at = 0; !this.isWhole; ) {
      const end = block.indexOf(NEWLINE, at);
      if (end < 0) {
        this.#rest += block.toString('latin1', at);
        if (this.#rest.length > BLOCK_BYTES)
          throw invalidTar(`the sparse map ${this.#where} has a line without end`);
        return;
      }
      this.#numbers.push(parseDecimal(this.#rest + block.toString('latin1', at, end), this.#where));
      this.#rest = '';
      at = end + 1;
      const [count = 0] = this.#numbers;
      if (count > SPANS_MAX) throw tooMany(this.#where);
      this.isWhole = this.#numbers.length === 1 + 2 * count;
    }
  }

  finish(dataBytes: number): SparseFile {
    const spans = pairUp(this.#numbers.slice(1), this.#where);
    return checkFile({ size: this.#size, spans }, dataBytes, this.#where);
  }
}

function sizeFrom(pax: PaxRecords, key: string, where: string): number {
  const record = pax.get(key);
  if (record === undefined) throw invalidTar(`the sparse file ${where} has no ${key}`);
  return parseDecimal(record.toString('latin1'), where);
}

function parseDecimal(word: string, where: string): number {
  const value = /^\d{1,16}$/.test(word) ? Number(word) : Number.NaN;
  if (Number.isSafeInteger(value)) return value;
  throw invalidTar(
    `the sparse map ${where} has ${JSON.stringify(word.slice(0, 40))} in it, which is no number`,
  );
}

function pairUp(numbers: readonly number[], where: string): SparseSpan[] {
  if (numbers.length % 2 !== 0) throw invalidTar(`the sparse map ${where} ends within a span`);
  if (numbers.length > 2 * SPANS_MAX) throw tooMany(where);
  const spans: SparseSpan[] = [];
  for (let at = 0; at < numbers.length; at += 2) {
    spans.push({ offset: numbers[at] ?? 0, length: numbers[at + 1] ?? 0 });
  }
  return spans;
}

/** Spans one behind another within the file, and as much data as they take. */
function checkFile(file: SparseFile, dataBytes: number, where: string): SparseFile {
  let [end, total] = [0, 0];
  for (const { offset, length } of file.spans) {
    if (offset < end || offset + length > file.size) {
      throw invalidTar(
        `the sparse map ${where} has data at ${offset} that overlaps other, or lies behind the end`,
      );
    }
    end = offset + length;
    total += length;
  }
  if (total === dataBytes) return file;
  throw invalidTar(`the sparse map ${where} is of ${total} bytes of data, and the archive has ${dataBytes}`);
}

function tooMany(where: string): Error {
  return invalidTar(`the sparse map ${where} has more than ${SPANS_MAX} spans`);
}

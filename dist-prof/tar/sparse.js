/**
 * Sparse files, as GNU tar packs them: only their data, and a map of where it belongs (GNU tar manual, "Storing Sparse
 * Files"). The old form (flag `S`) has the map in headers, 0.0 and 0.1 have it in PAX records, 1.0 before the data.
 */
import { BLOCK_BYTES } from './header.js';
import { invalidTar } from './invalid.js';
import { readNumber, toSize } from './parse-header.js';

/** Maps of more spans are refused: each is a few bytes in the archive, and some work. */
const SPANS_MAX = 1_000_000;
/** Of the form that a member is in; undefined for an ordinary one. `block` is its header. */
export function openSparseMap(flag, block, { pax, where }) {
  if (pax.has('SCHILY.realsize')) {
    throw invalidTar(`the type ${where}: it is a sparse file of star`, 'Pack it without -sparse.');
  }
  if (flag === 'S') return new HeaderMap(block, where);
  if (pax.has('GNU.sparse.major')) return new ContentMap(pax, where);
  const isOld = pax.has('GNU.sparse.map') || pax.has('GNU.sparse.size');
  return isOld ? new RecordMap(pax, where) : undefined;
}
const HEADER = { spansAt: 386, spans: 4, moreAt: 482, sizeAt: 483 };
const EXTENSION = { spansAt: 0, spans: 21, moreAt: 504 };
const FIELD_BYTES = 12;
class HeaderMap {
  contentBytes = 0;
  isWhole;
  #where;
  #size;
  #spans;
  constructor(block, where) {
    this.#where = where;
    this.#size = readField(block, HEADER.sizeAt, where);
    this.#spans = readSpans(block, HEADER, where);
    this.isWhole = block[HEADER.moreAt] === 0;
  }
  add(block) {
    this.#spans.push(...readSpans(block, EXTENSION, this.#where));
    this.isWhole = block[EXTENSION.moreAt] === 0;
    if (this.#spans.length > SPANS_MAX) throw tooMany(this.#where);
  }
  finish(dataBytes) {
    return checkFile({ size: this.#size, spans: this.#spans }, dataBytes, this.#where);
  }
}
/** A span whose length is empty, not zero, ends the list. */
function readSpans(block, { spansAt, spans }, where) {
  const found = [];
  for (let at = spansAt; found.length < spans; at += 2 * FIELD_BYTES) {
    if (block[at + FIELD_BYTES] === 0) break;
    found.push({ offset: readField(block, at, where), length: readField(block, at + FIELD_BYTES, where) });
  }
  return found;
}
function readField(block, at, where) {
  return toSize(readNumber(block.subarray(at, at + FIELD_BYTES), `sparse map ${where}`), where);
}
class RecordMap {
  isWhole = true;
  contentBytes = 0;
  #file;
  #where;
  constructor(pax, where) {
    this.#where = where;
    const text = pax.get('GNU.sparse.map')?.toString('latin1') ?? '';
    const numbers = text === '' ? [] : text.split(',').map((word) => parseDecimal(word, where));
    const count = pax.get('GNU.sparse.numblocks');
    const isCounted =
      count === undefined || parseDecimal(count.toString('latin1'), where) * 2 === numbers.length;
    if (!isCounted) throw invalidTar(`the sparse map ${where} has not as many spans as it says`);
    this.#file = { size: sizeFrom(pax, 'GNU.sparse.size', where), spans: pairUp(numbers, where) };
  }
  add() {
    throw new Error('A map in records has no blocks');
  }
  finish(dataBytes) {
    return checkFile(this.#file, dataBytes, this.#where);
  }
}
const NEWLINE = 0x0a;
/** Decimal numbers, one a line: how many spans, and the two of each; zeros fill the last block. */
class ContentMap {
  contentBytes = 0;
  isWhole = false;
  #where;
  #size;
  #numbers = [];
  #rest = '';
  constructor(pax, where) {
    const version = [pax.get('GNU.sparse.major'), pax.get('GNU.sparse.minor')].map(String).join('.');
    if (version !== '1.0')
      throw invalidTar(`the sparse file ${where} is of the form ${version.slice(0, 20)}`);
    this.#where = where;
    this.#size = sizeFrom(pax, 'GNU.sparse.realsize', where);
  }
  add(block) {
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
  finish(dataBytes) {
    const spans = pairUp(this.#numbers.slice(1), this.#where);
    return checkFile({ size: this.#size, spans }, dataBytes, this.#where);
  }
}
function sizeFrom(pax, key, where) {
  const record = pax.get(key);
  if (record === undefined) throw invalidTar(`the sparse file ${where} has no ${key}`);
  return parseDecimal(record.toString('latin1'), where);
}
function parseDecimal(word, where) {
  const value = /^\d{1,16}$/.test(word) ? Number(word) : Number.NaN;
  if (Number.isSafeInteger(value)) return value;
  throw invalidTar(
    `the sparse map ${where} has ${JSON.stringify(word.slice(0, 40))} in it, which is no number`,
  );
}
function pairUp(numbers, where) {
  if (numbers.length % 2 !== 0) throw invalidTar(`the sparse map ${where} ends within a span`);
  if (numbers.length > 2 * SPANS_MAX) throw tooMany(where);
  const spans = [];
  for (let at = 0; at < numbers.length; at += 2) {
    spans.push({ offset: numbers[at] ?? 0, length: numbers[at + 1] ?? 0 });
  }
  return spans;
}
/** Spans one behind another within the file, and as much data as they take. */
function checkFile(file, dataBytes, where) {
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
function tooMany(where) {
  return invalidTar(`the sparse map ${where} has more than ${SPANS_MAX} spans`);
}
//# sourceMappingURL=sparse.js.map

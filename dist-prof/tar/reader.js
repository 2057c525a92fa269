/**
 * Reads a tar as it comes, in pieces of any size. Strict, so that no other reader finds other members in the same
 * bytes: what is malformed, unknown or ambiguous is LAYOVER_IMAGE_INVALID, and so is anything but zeros behind the end.
 */
import { quoteRaw } from '../base/bytes-path.js';
import { formatSize } from '../base/units.js';
import { parseLongName } from './gnu.js';
import { BLOCK_BYTES, paddingOf } from './header.js';
import { invalidTar } from './invalid.js';
import { isEmptyBlock, parseHeader } from './parse-header.js';
import { parsePaxRecords } from './parse-pax.js';
import { joinMember } from './read-member.js';
import { openSparseMap } from './sparse.js';
import { SparseContent } from './sparse-content.js';

const NO_RECORDS = new Map();
export class TarReader {
  #sink;
  #options;
  #partial = Buffer.alloc(BLOCK_BYTES);
  #partialBytes = 0;
  #state = { kind: 'header' };
  #offset = 0;
  #pax;
  #gnu = {};
  constructor(sink, options) {
    this.#sink = sink;
    this.#options = options;
  }
  push(chunk) {
    for (let at = 0; at < chunk.length; ) {
      const taken = this.#take(chunk.subarray(at));
      at += taken;
      this.#offset += taken;
    }
  }
  /**
   * Passes over what is still to come of the content of a member; how many bytes the next push has to leave out.
   */
  skipContent() {
    const state = this.#state;
    if (state.kind !== 'content') return 0;
    const skipped = state.left + state.padding;
    this.#state = { kind: 'header' };
    this.#offset += skipped;
    this.#sink.end();
    return skipped;
  }
  /** No more bytes come. */
  finish() {
    const { kind } = this.#state;
    if (kind !== 'header' && kind !== 'end')
      throw invalidTar(`it ends in the middle of a member (byte ${this.#offset})`);
    if (this.#partialBytes > 0) throw invalidTar(`it ends in the middle of a block (byte ${this.#offset})`);
    if (this.#offset === 0) throw invalidTar('it is empty');
    this.#refuseDangling('the end');
    if (kind === 'end' || this.#options.mayLackEnd === true) return;
    throw invalidTar(`it ends without the empty blocks of an end (byte ${this.#offset})`, 'Was it cut off?');
  }
  /** The bytes taken of `chunk`, which is not empty. */
  #take(chunk) {
    const state = this.#state;
    if (state.kind === 'header' || state.kind === 'end' || state.kind === 'map')
      return this.#takeBlock(chunk);
    if (state.kind === 'extra') return this.#takeExtra(state, chunk);
    if (state.kind === 'padding') return this.#skip(state, chunk);
    const piece = chunk.subarray(0, state.left);
    if (state.sparse === undefined) this.#sink.data(piece);
    else state.sparse.take(piece, this.#sink);
    state.left -= piece.length;
    if (state.left === 0) this.#endContent(state);
    return piece.length;
  }
  #skip(state, chunk) {
    const taken = Math.min(state.left, chunk.length);
    state.left -= taken;
    if (state.left === 0) this.#state = { kind: 'header' };
    return taken;
  }
  #takeBlock(chunk) {
    if (this.#partialBytes === 0 && chunk.length >= BLOCK_BYTES) {
      this.#readBlock(chunk.subarray(0, BLOCK_BYTES));
      return BLOCK_BYTES;
    }
    const taken = chunk.copy(this.#partial, this.#partialBytes, 0, BLOCK_BYTES - this.#partialBytes);
    this.#partialBytes += taken;
    if (this.#partialBytes === BLOCK_BYTES) {
      this.#partialBytes = 0;
      this.#readBlock(this.#partial);
    }
    return taken;
  }
  #readBlock(block) {
    const state = this.#state;
    if (state.kind === 'map') return this.#readMap(state, block);
    if (isEmptyBlock(block)) {
      this.#state = { kind: 'end' };
      return;
    }
    if (state.kind === 'end') throw invalidTar(`something follows its end (${this.#at()})`);
    const header = parseHeader(block, this.#at());
    if (EXTRA_FLAGS.includes(header.flag)) this.#beginExtra(header);
    else this.#beginMember(header, block);
  }
  #at() {
    return `at byte ${Math.floor(this.#offset / BLOCK_BYTES) * BLOCK_BYTES}`;
  }
  #beginExtra(header) {
    const { size } = header;
    if (size > this.#options.headerBytesMax) {
      const most = formatSize(this.#options.headerBytesMax);
      throw invalidTar(`the extended header ${this.#at()} has ${size} bytes, and ${most} is the most`);
    }
    this.#state = { kind: 'extra', header, body: Buffer.alloc(size), filled: 0 };
    if (size === 0) this.#endExtra(header, Buffer.alloc(0));
  }
  #takeExtra(state, chunk) {
    const taken = chunk.copy(state.body, state.filled);
    state.filled += taken;
    if (state.filled === state.body.length) this.#endExtra(state.header, state.body);
    return taken;
  }
  #endExtra({ flag, size }, body) {
    const at = this.#at();
    if (flag === 'x') this.#pax = this.#only(this.#pax, parsePaxRecords(body, at));
    else if (flag === 'g') refuseGlobals(parsePaxRecords(body, at), at);
    else if (flag === 'L') {
      this.#gnu = { ...this.#gnu, path: this.#only(this.#gnu.path, parseLongName(body, at)) };
    } else this.#gnu = { ...this.#gnu, linkPath: this.#only(this.#gnu.linkPath, parseLongName(body, at)) };
    this.#endBody(paddingOf(size));
  }
  #only(before, value) {
    if (before === undefined) return value;
    throw invalidTar(`one member has two extended headers of a kind (${this.#at()})`);
  }
  #beginMember(header, block) {
    const pax = this.#pax ?? NO_RECORDS;
    const member = joinMember({ header, pax, gnu: this.#gnu }, this.#at());
    this.#pax = undefined;
    this.#gnu = {};
    const where = `of ${quoteRaw(member.path)} (${this.#at()})`;
    const map = openSparseMap(header.flag, block, { pax, where });
    if (map === undefined || map.isWhole) this.#beginContent(member, map);
    else this.#state = { kind: 'map', member, map };
  }
  #readMap({ member, map }, block) {
    map.add(block);
    if (map.contentBytes > member.size) {
      throw invalidTar(`the sparse map of ${quoteRaw(member.path)} is longer than all of it (${this.#at()})`);
    }
    if (map.isWhole) this.#beginContent(member, map);
  }
  #beginContent(member, map) {
    const left = member.size - (map?.contentBytes ?? 0);
    const file = map?.finish(left);
    const sparse = file && new SparseContent(file);
    const shown = file === undefined ? member : { ...member, size: file.size, dataBytes: left };
    this.#sink.begin(shown, this.#offset - (this.#offset % BLOCK_BYTES) + BLOCK_BYTES);
    const content = { kind: 'content', left, padding: paddingOf(left), ...(sparse && { sparse }) };
    if (left === 0) this.#endContent(content);
    else this.#state = content;
  }
  #endContent({ padding, sparse }) {
    sparse?.end(this.#sink);
    this.#sink.end();
    this.#endBody(padding);
  }
  #endBody(padding) {
    this.#state = padding === 0 ? { kind: 'header' } : { kind: 'padding', left: padding };
  }
  #refuseDangling(where) {
    if (this.#pax === undefined && this.#gnu.path === undefined && this.#gnu.linkPath === undefined) return;
    throw invalidTar(`an extended header before ${where} belongs to no member`);
  }
}
const EXTRA_FLAGS = ['x', 'g', 'L', 'K'];
/** Records for all that follows: only a comment, as Git writes it, changes nothing. */
function refuseGlobals(records, at) {
  const [key] = [...records.keys()].filter((one) => one !== 'comment');
  if (key === undefined) return;
  throw invalidTar(`the global header ${at} sets ${JSON.stringify(key.slice(0, 40))} for all members`);
}
//# sourceMappingURL=reader.js.map

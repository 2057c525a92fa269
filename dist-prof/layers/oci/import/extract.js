/**
 * Unpacks the members of one layer into a staging directory, as they come.
 *
 * What is where is decided by the layer's tree in memory (layer-tree.ts), not by what a path leads to on disk: a member
 * below something that is no directory is refused, so nothing is ever written through a link. Of members with one path
 * the last counts, and what it replaces is unlinked first, so that a hard link keeps what it was a link to. A whiteout
 * takes away what the layers below have, whatever comes before or after it in the same layer.
 */
import { createHash, hash as hashOf } from 'node:crypto';
import { ftruncateSync, writeSync } from 'node:fs';
import { quoteRaw, ROOT_PATH } from '../../../base/bytes-path.js';
import { LayoverError } from '../../../base/errors.js';
import { formatSize } from '../../../base/units.js';
import { syscalls } from '../../../native/syscalls.js';
import { invalidTar } from '../../../tar/invalid.js';
import { HoleAllowance } from '../../../tree/holes.js';
import { explaining } from '../../stage.js';
import { isDevice, objectOf, refuseWhiteoutDevice } from './accept-object.js';
import { meaningOf, parseEntryPath } from './entry-path.js';
import { LayerTree } from './layer-tree.js';
import { overLimit } from './limits.js';
export class Extractor {
  tree;
  #options;
  #holes = new HoleAllowance();
  #file;
  constructor(options) {
    this.#options = options;
    // Also those that no member names are counted: one member can make as many as its path is long.
    this.tree = new LayerTree((path) => {
      options.budget.addEntry(path);
      explaining(path, () => options.writer.makeDirectory(path));
    });
  }
  begin(member) {
    const { budget, check } = this.#options;
    check();
    if (member.type !== 'directory') budget.addEntry(member.path);
    const path = parseEntryPath(member.path, budget.limits);
    const meaning = meaningOf(path);
    if (meaning.kind === 'object') this.#beginObject(path, member);
    else if (meaning.kind === 'reserved') this.#note(path, 'left out: it is for AUFS alone');
    else this.#hide(meaning, path, member);
  }
  data(piece) {
    const file = this.#file;
    if (file === undefined) return;
    explaining(file.path, () => writeAll(file.fd, piece, file.at));
    if (file.at !== undefined) file.at += piece.length;
    if (piece.length === file.object.size) {
      file.sha256 = hashOf('sha256', piece, 'hex');
      return;
    }
    file.hash ??= createHash('sha256');
    file.hash.update(piece);
    this.#options.check();
  }
  hole(bytes) {
    const file = this.#file;
    if (file === undefined) return;
    file.hash ??= createHash('sha256');
    for (let left = bytes; left > 0; left -= ZEROS.length) {
      file.hash.update(left < ZEROS.length ? ZEROS.subarray(0, left) : ZEROS);
      this.#options.check();
    }
    file.at = (file.at ?? 0) + bytes;
  }
  end() {
    const file = this.#file;
    if (file === undefined) return;
    this.#file = undefined;
    if (file.at !== undefined) explaining(file.path, () => ftruncateSync(file.fd, file.object.size));
    const sha256 = file.sha256 ?? file.hash?.digest('hex') ?? EMPTY_SHA256;
    try {
      explaining(file.path, () => this.#options.writer.finishFile(file.fd, file.object));
    } finally {
      syscalls.close(file.fd);
    }
    this.tree.ensure(file.path).inode = { object: file.object, sha256 };
  }
  [Symbol.dispose]() {
    if (this.#file !== undefined) syscalls.close(this.#file.fd);
    this.#file = undefined;
  }
  #note(path, what) {
    this.#options.notes.add(path, what);
  }
  #beginObject(path, member) {
    if (path === ROOT_PATH && member.type !== 'directory') {
      throw invalidTar(`the root of the layer is a ${member.type} in it`);
    }
    const { type } = member;
    if (type === 'link') return this.#link(path, member.linkPath);
    if (isDevice(type) && !this.#acceptDevice(path, member)) return;
    const { budget } = this.#options;
    budget.checkXattrs(path, member.xattrs);
    if (member.linkPath.length > budget.limits.pathBytes) {
      throw overLimit(
        budget.limits,
        'pathBytes',
        `${quoteRaw(path)} has a target of ${member.linkPath.length} bytes`,
      );
    }
    const object = objectOf(path, { ...member, type }, (what) => this.#note(path, what));
    if (type === 'directory') return this.#makeDirectory(path, object);
    const node = this.#makeRoom(path);
    if (type === 'file') this.#beginFile(path, object, member.dataBytes);
    else {
      explaining(path, () => this.#options.writer.makeNode(path, object));
      node.inode = { object };
    }
  }
  #acceptDevice(path, { type, device }) {
    if (type === 'character') refuseWhiteoutDevice(path, device);
    if (this.#options.devices === 'keep') return true;
    this.#note(path, `left out: it is a device (${type} ${device.major}:${device.minor})`);
    return false;
  }
  #beginFile(path, object, dataBytes) {
    const { writer, budget } = this.#options;
    budget.addBytes(path, object.size);
    if (dataBytes !== undefined && !this.#holes.take({ size: object.size, blocks: dataBytes / 512 })) {
      const message = `${quoteRaw(path)} is a sparse file of ${formatSize(object.size)}, more of it holes than one import reads`;
      throw new LayoverError('LAYOVER_IMPORT_LIMIT', message, { hint: 'Leave it out of the archive.' });
    }
    const fd = explaining(path, () => writer.createFile(path));
    this.#file = { path, fd, object, ...(dataBytes !== undefined && { at: 0 }) };
  }
  #makeDirectory(path, object) {
    const present = this.tree.find(path);
    if (present?.inode !== undefined && present.children === undefined) this.#makeRoom(path);
    this.tree.ensureDirectory(path);
    this.tree.ensure(path).inode = { object };
  }
  /** The node for something that is no directory, with nothing on disk under its name any more. */
  #makeRoom(path) {
    const node = this.tree.ensure(path);
    if (node.inode === undefined && node.children === undefined) return node;
    explaining(path, () => this.#options.writer.remove(path));
    node.inode = undefined;
    node.children = undefined;
    node.isLowerCopy = false;
    return node;
  }
  /** To what the layer has by then, else to what the layers below show. */
  #link(path, linkPath) {
    const { writer, budget, lower } = this.#options;
    const target = parseEntryPath(linkPath, budget.limits);
    if (target === path) throw invalidTar(`${quoteRaw(path)} is a hard link to itself`);
    const inode = this.tree.find(target)?.inode ?? lower.copy(this.tree, target);
    if (inode === undefined) {
      throw invalidTar(`${quoteRaw(path)} is a hard link to ${quoteRaw(target)}, which is not there by then`);
    }
    refuseDirectory(path, target, inode);
    const node = this.#makeRoom(path);
    explaining(path, () => writer.link(target, path));
    node.inode = inode;
  }
  #hide({ kind, path }, mark, { type, size }) {
    if ((type !== 'file' && type !== 'link') || size > 0) {
      const what = type === 'file' ? `has ${size} bytes` : `is a ${type}`;
      throw invalidTar(`${quoteRaw(mark)} says that something is deleted, but ${what}`);
    }
    if (this.tree.isBlocked(path))
      return this.#note(mark, 'left out: what it lies in is no directory any more');
    if (kind === 'opaque') this.tree.ensureDirectory(path);
    this.tree.ensure(path).hidesLower = true;
  }
}
const ZEROS = Buffer.alloc(1024 * 1024);
const EMPTY_SHA256 = createHash('sha256').digest('hex');
function refuseDirectory(path, target, { object }) {
  if (object.type !== 'directory') return;
  throw invalidTar(`${quoteRaw(path)} is a hard link to ${quoteRaw(target)}, which is a directory`);
}
function writeAll(fd, piece, offset) {
  for (let at = 0; at < piece.length; ) {
    at += writeSync(fd, piece, at, piece.length - at, offset === undefined ? null : offset + at);
  }
}
//# sourceMappingURL=extract.js.map

/** The files of an image that lies in a directory, or in a tar. */
import { readSync } from 'node:fs';
import { componentsOf, quoteRaw, type RawPath, rawFromText, splitRaw } from '../../../base/bytes-path.js';
import { hasErrno, LayoverError } from '../../../base/errors.js';
import { formatSize } from '../../../base/units.js';
import { O_NOCTTY, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, S_IFMT, S_IFREG } from '../../../native/constants.js';
import { syscalls } from '../../../native/syscalls.js';
import { BLOCK_BYTES } from '../../../tar/header.js';
import { invalidTar } from '../../../tar/invalid.js';
import type { ReadMember } from '../../../tar/read-member.js';
import { TarReader } from '../../../tar/reader.js';
import { openBeneath } from '../../../tree/open.js';
import type { Region } from './bytes.js';
import { parseEntryPath } from './entry-path.js';
import { type ImportLimits, overLimit } from './limits.js';

/** An open file, to be closed by whoever asked for it. */
export interface ImageFile extends Region, Disposable {}

export interface ImageFiles {
  /** Undefined where there is none of that path. Paths are as in documents: relative, with slashes. */
  find(path: string): ImageFile | undefined;
}

/** Regular files below an open directory; links out of it, or to elsewhere in it, are not followed. */
export class DirectoryFiles implements ImageFiles {
  readonly #fd: number;

  constructor(fd: number) {
    this.#fd = fd;
  }

  find(path: string): ImageFile | undefined {
    const fd = this.#open(path);
    if (fd === undefined) return undefined;
    const { mode, size } = syscalls.stat(fd, '');
    if ((mode & S_IFMT) === S_IFREG) {
      return { fd, offset: 0, size, [Symbol.dispose]: () => syscalls.close(fd) };
    }
    syscalls.close(fd);
    throw new LayoverError(
      'LAYOVER_IMAGE_INVALID',
      `${quoteRaw(rawFromText(path))} of the image is no regular file`,
    );
  }

  #open(path: string): number | undefined {
    try {
      return openBeneath(this.#fd, rawFromText(path), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    } catch (error) {
      if (hasErrno(error, 'ENOENT', 'ENOTDIR')) return undefined;
      if (!(error instanceof LayoverError)) throw error;
      const message = `${quoteRaw(rawFromText(path))} of the image lies behind a link, a mount or a file`;
      throw new LayoverError('LAYOVER_IMAGE_INVALID', message, {
        cause: error,
        hint: 'Links in a layout are not followed: copy it with what they lead to.',
      });
    }
  }
}

type ArchiveMember = { readonly offset: number; readonly size: number } | { readonly to: RawPath } | 'twice';

/** The files of a plain tar, found by reading its headers. */
export class ArchiveFiles implements ImageFiles {
  readonly #fd: number;
  readonly #members: ReadonlyMap<RawPath, ArchiveMember>;

  constructor({ fd, size }: Region, limits: ImportLimits) {
    this.#fd = fd;
    this.#members = readMembers(fd, size, limits);
  }

  find(path: string): ImageFile | undefined {
    let name = rawFromText(path);
    // `docker save` has links where two images share a layer.
    for (let hops = 0; hops < LINKS_MAX; hops += 1) {
      const member = this.#members.get(name);
      if (member === undefined) return undefined;
      if (member === 'twice') throw invalidTar(`it has two members named ${quoteRaw(name)}`);
      if (!('to' in member)) return { ...member, fd: this.#fd, [Symbol.dispose]: () => undefined };
      name = member.to;
    }
    throw invalidTar(`its member ${quoteRaw(rawFromText(path))} is a link that leads round in circles`);
  }
}

const LINKS_MAX = 8;

function readMembers(fd: number, size: number, limits: ImportLimits): Map<RawPath, ArchiveMember> {
  const members = new Map<RawPath, ArchiveMember>();
  const begin = (member: ReadMember, offset: number): void => {
    const path = parseEntryPath(member.path, limits);
    if (member.dataBytes !== undefined) throw invalidTar(`${quoteRaw(path)} of the image is a sparse file`);
    if (members.size >= limits.entries)
      throw overLimit(limits, 'entries', `${quoteRaw(path)} is one more member`);
    const place = placeOf(path, member, offset);
    if (place !== undefined) members.set(path, members.has(path) ? 'twice' : place);
  };
  const reader = new TarReader(
    { begin, data: () => undefined, hole: () => undefined, end: () => undefined },
    { headerBytesMax: limits.headerBytes },
  );
  for (let at = 0; at < size; ) {
    const block = Buffer.allocUnsafe(Math.min(BLOCK_BYTES, size - at));
    const count = readSync(fd, block, 0, block.length, at);
    if (count === 0) break;
    reader.push(block.subarray(0, count));
    at += count + reader.skipContent();
  }
  reader.finish();
  return members;
}

function placeOf(
  path: RawPath,
  { type, size, linkPath }: ReadMember,
  offset: number,
): ArchiveMember | undefined {
  if (type === 'file') return { offset, size };
  const from = type === 'symlink' ? splitRaw(path).parent : ('' as RawPath);
  if (type === 'symlink' || type === 'link') return { to: resolveLink(from, linkPath) };
  return undefined;
}

function resolveLink(from: RawPath, target: RawPath): RawPath {
  const names: string[] = target.startsWith('/') ? [] : [...componentsOf(from)];
  for (const name of target.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return names.join('/') as RawPath;
}

/** All of a small file. */
export function readDocument(files: ImageFiles, path: string, bytesMax: number): Buffer {
  using file = files.find(path);
  const name = quoteRaw(rawFromText(path));
  if (file === undefined) throw new LayoverError('LAYOVER_IMAGE_INVALID', `The image has no ${name}`);
  if (file.size > bytesMax) {
    const message = `${name} of the image has ${formatSize(file.size)}, and ${formatSize(bytesMax)} is the most`;
    throw new LayoverError('LAYOVER_IMPORT_LIMIT', message);
  }
  const bytes = Buffer.alloc(file.size);
  let filled = 0;
  while (filled < bytes.length) {
    const count = readSync(file.fd, bytes, filled, bytes.length - filled, file.offset + filled);
    if (count === 0) throw new LayoverError('LAYOVER_IMAGE_INVALID', `${name} of the image ends early`);
    filled += count;
  }
  return bytes;
}

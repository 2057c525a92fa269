/** An OCI image layout on disk (image-spec image-layout.md) that images are added to. */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { fsPath, joinRaw, quoteRaw, rawFromText } from '../../../base/bytes-path.js';
import { hasErrno, LayoverError, messageOf } from '../../../base/errors.js';
import { syscalls } from '../../../native/syscalls.js';
import { syncDirectory } from '../../durable.js';
import { tryLockDirectory } from '../../lock.js';
import { parseIndex, parseLayoutMark, REF_NAME_ANNOTATION } from '../documents.js';
import { INDEX_TYPE } from '../media-types.js';
import { encodeDocument } from './image.js';

const VERSION = '1.0.0';
const MARK_NAME = 'oci-layout';
const INDEX_NAME = 'index.json';
const WORKSPACE_PREFIX = '.layover-';
/** The bytes of `oci-layout`. */
export const LAYOUT_MARK = Buffer.from(JSON.stringify({ imageLayoutVersion: VERSION }));
/**
 * A layout being written to, with a place of its own for what is not whole yet. A blob has its name only when all of
 * it is on the disk, and a tag stands for an image only when all its blobs are there: whoever reads meanwhile, or
 * after a crash, sees the old image or the new one. Other tags stay as they are.
 */
export class Layout {
  #directory;
  #lock;
  workspace;
  /** Makes the layout where there is none. Something else in its place is LAYOVER_COMMIT_TARGET. */
  static async open(directory) {
    await prepare(directory);
    return await withLock(directory, () => new Layout(directory));
  }
  // A sweep must not see the workspace between its making and its lock.
  constructor(directory) {
    this.#directory = directory;
    sweepWorkspaces(directory);
    this.workspace = joinRaw(directory, WORKSPACE_PREFIX + randomBytes(6).toString('hex'));
    mkdirSync(fsPath(this.workspace), { mode: 0o700 });
    this.#lock = openSync(fsPath(this.workspace), 'r');
    syscalls.flock(this.#lock, 'exclusive');
  }
  has(digest, size) {
    return statSync(fsPath(this.#blobPath(digest)), { throwIfNoEntry: false })?.size === size;
  }
  /** Takes a file of the workspace, synced already. */
  adopt(file, digest) {
    renameSync(fsPath(file), fsPath(this.#blobPath(digest)));
  }
  add(bytes, { digest, size }) {
    if (this.has(digest, size)) return;
    const file = joinRaw(this.workspace, 'document');
    writeSynced(file, bytes);
    this.adopt(file, digest);
  }
  /** Lets `tag` stand for a manifest whose blobs are all there. */
  async tag(manifest, tag) {
    syncDirectory(joinRaw(this.#directory, 'blobs/sha256'));
    await withLock(this.#directory, async () => {
      const index = await readIndex(joinRaw(this.#directory, INDEX_NAME));
      this.#replace(MARK_NAME, LAYOUT_MARK);
      this.#replace(INDEX_NAME, encodeDocument(withTag(index, manifest, tag)));
      syncDirectory(this.#directory);
    });
  }
  [Symbol.dispose]() {
    rmSync(fsPath(this.workspace), { recursive: true, force: true });
    closeSync(this.#lock);
  }
  #replace(name, bytes) {
    const file = joinRaw(this.workspace, name);
    writeSynced(file, bytes);
    renameSync(fsPath(file), fsPath(joinRaw(this.#directory, name)));
  }
  #blobPath(digest) {
    return joinRaw(this.#directory, `blobs/sha256/${digest.slice('sha256:'.length)}`);
  }
}
/** An index with one more image; what had the tag before has none any more, and is gone from the index. */
export function withTag(index, manifest, tag) {
  const others = index.manifests.filter(({ annotations }) => annotations?.[REF_NAME_ANNOTATION] !== tag);
  const tagged = { ...manifest, annotations: { [REF_NAME_ANNOTATION]: tag } };
  return { ...index, manifests: [...others, tagged] };
}
export const EMPTY_INDEX = { schemaVersion: 2, mediaType: INDEX_TYPE, manifests: [] };
/** The error of the system's as one that names the layout; any other as it is. */
export function explainLayout(directory, cause) {
  if (!(cause instanceof Error) || !('errno' in cause)) return cause;
  const isFull = hasErrno(cause, 'ENOSPC', 'EDQUOT');
  const message = `The OCI layout ${quoteRaw(directory)} cannot be written: ${messageOf(cause)}`;
  const hint = isFull
    ? 'Make room there; its tags are as they were.'
    : 'Name a directory that you may write to.';
  return new LayoverError('LAYOVER_COMMIT_TARGET', message, { cause, hint });
}
async function prepare(directory) {
  mkdirSync(fsPath(directory), { recursive: true });
  const names = readdirSync(fsPath(directory)).filter((name) => !name.startsWith(WORKSPACE_PREFIX));
  if (names.includes(MARK_NAME)) await requireVersion(joinRaw(directory, MARK_NAME));
  else if (names.some((name) => name !== 'blobs')) throw notEmpty(directory, names);
  mkdirSync(fsPath(joinRaw(directory, 'blobs/sha256')), { recursive: true });
}
async function requireVersion(mark) {
  const { imageLayoutVersion } = await parseLayoutMark(readFileSync(fsPath(mark)), quoteRaw(mark));
  if (imageLayoutVersion.startsWith('1.')) return;
  const message = `${quoteRaw(mark)} is of version ${imageLayoutVersion}, and only 1 is known`;
  throw new LayoverError('LAYOVER_COMMIT_TARGET', message);
}
function notEmpty(directory, names) {
  const message = `${quoteRaw(directory)} is no OCI layout, and not empty: it has ${quoteRaw(rawFromText(names[0] ?? ''))}`;
  return new LayoverError('LAYOVER_COMMIT_TARGET', message, { hint: 'Name a layout, or a new directory.' });
}
/** Another export that is under way holds the lock of its own. */
function sweepWorkspaces(directory) {
  for (const name of readdirSync(fsPath(directory))) {
    if (!name.startsWith(WORKSPACE_PREFIX)) continue;
    const path = joinRaw(directory, rawFromText(name));
    const lock = tryLockDirectory(path);
    if (lock === undefined) continue;
    rmSync(fsPath(path), { recursive: true, force: true });
    syscalls.close(lock);
  }
}
async function readIndex(path) {
  try {
    return await parseIndex(readFileSync(fsPath(path)), quoteRaw(path));
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return EMPTY_INDEX;
    throw error;
  }
}
function writeSynced(file, bytes) {
  const fd = openSync(fsPath(file), 'w', 0o644);
  try {
    writeFileSync(fd, bytes);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
const PATIENCE_MS = 10_000;
const RETRY_MS = 5;
/** The lock of the directory is held for moments: around its index, and while a workspace is made. */
async function withLock(directory, use) {
  const fd = openSync(fsPath(directory), 'r');
  try {
    await lockWhenFree(fd, directory);
    return await use();
  } finally {
    closeSync(fd);
  }
}
async function lockWhenFree(fd, directory) {
  const deadline = Date.now() + PATIENCE_MS;
  while (!syscalls.flock(fd, 'exclusive')) {
    if (Date.now() > deadline) {
      const message = `The OCI layout ${quoteRaw(directory)} has been locked by another program for 10 s`;
      throw new LayoverError('LAYOVER_COMMIT_TARGET', message);
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}
//# sourceMappingURL=layout.js.map

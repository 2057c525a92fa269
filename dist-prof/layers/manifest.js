/**
 * A layer's manifest: all that its tree holds, as text that is the same for the same tree wherever and however it
 * was read. The sha256 of its bytes is the layer's id.
 *
 *   layover-layer 1
 *   d . 0755 0 0 1700000000000000000
 *   f etc/motd 0644 0 0 1700000000123456789 12 <sha256> user.note=aGk=
 *
 * The first line is the version. Then one line for each entry, in byte order of the paths with `/` lowest, so that
 * a directory's content follows it; the root, `.`, is first, and every directory above an entry is there. Fields are
 * separated by one space and lines end in LF:
 *
 *   <type> <path> <mode> <uid> <gid> <mtime> [<size> <sha256> | <target> | <major>:<minor>] [<xattr>=<base64>]...
 *   h <path> <path of the first name of the same inode>
 *   - <path>
 *
 * A layer is a set of changes: `-` says that the path is deleted, `o` is a directory that hides what the layers below
 * have in it. The other types are `f` file (size, sha256), `d` directory, `l` symlink (target), `p` fifo, `s` socket,
 * `c` and `b` devices (numbers). Mode is four octal digits, ids are decimal, mtime is nanoseconds since the epoch.
 * Paths, targets and xattr names are bytes: all but printable ASCII, and `%` and `=`, is `%XX`. Xattrs are sorted by
 * name and named as a job sees them; how an overlay writes its own marks on disk is no part of a layer.
 */
import { createHash } from 'node:crypto';
import { escapeRaw } from './escape.js';
export const MANIFEST_VERSION_LINE = 'layover-layer 1';
export const TYPE_LETTERS = {
  file: 'f',
  directory: 'd',
  symlink: 'l',
  fifo: 'p',
  socket: 's',
  character: 'c',
  block: 'b',
};
/** The bytes of a layer's manifest; `entries` are in order. */
export function encodeManifest(entries) {
  return Buffer.from([MANIFEST_VERSION_LINE, ...entries.map(encodeEntry), ''].join('\n'), 'latin1');
}
/** The layer's id: 64 lower-case hex digits. */
export function idOfManifest(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
function encodeEntry(entry) {
  const path = encodePath(entry.path);
  if (entry.kind === 'deleted') return `- ${path}`;
  if (entry.kind === 'link') return `h ${path} ${encodePath(entry.to)}`;
  const { object, isOpaque } = entry;
  const { mode, uid, gid, mtimeNs, xattrs } = object;
  const letter = isOpaque ? 'o' : TYPE_LETTERS[object.type];
  const fields = [letter, path, mode.toString(8).padStart(4, '0'), uid, gid, mtimeNs, ...contentOf(entry)];
  for (const [name, value] of xattrs) fields.push(`${escapeRaw(name)}=${base64(value)}`);
  return fields.join(' ');
}
function contentOf({ path, object, sha256 }) {
  const { type, size, target = '', device } = object;
  if (type === 'file') {
    if (sha256 === undefined) throw new Error(`The file ${path} has no digest`);
    return [size, sha256];
  }
  if (type === 'symlink') return [escapeRaw(target)];
  return device === undefined ? [] : [`${device.major}:${device.minor}`];
}
// No entry can be called `.`, so the root has that name to itself.
function encodePath(path) {
  return path === '' ? '.' : escapeRaw(path);
}
function base64(value) {
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
}
//# sourceMappingURL=manifest.js.map

/** The members of a layer's tar: OCI image-spec layer.md, with PAX records where a ustar header cannot say it. */
import { componentsOf, joinRaw, quoteRaw, splitRaw } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import { encodeMember, headerSeconds } from './pax.js';
export const WHITEOUT_PREFIX = '.wh.';
const OPAQUE_MARKER = '.wh..wh..opq';
/** Refuses a name that means a deletion to a reader, LAYOVER_COMMIT_PATH; `shown` is the path in the error. */
export function requirePlainNames(path, shown = path) {
  if (!componentsOf(path).some((name) => name.startsWith(WHITEOUT_PREFIX))) return;
  const message = `${quoteRaw(shown)} cannot be in a layer tar: names that start with .wh. stand for deletions`;
  throw new LayoverError('LAYOVER_COMMIT_PATH', message, { hint: 'Rename it, or leave it out.' });
}
/** The member that says that `path` is deleted. */
export function encodeWhiteout(path) {
  const { parent, name } = splitRaw(path);
  return encodeMarker(joinRaw(parent, WHITEOUT_PREFIX + name));
}
/** The member that says that the directory `path` hides what the layers below have in it. */
export function encodeOpaque(path) {
  return encodeMarker(joinRaw(path, OPAQUE_MARKER));
}
/** What stands before the content of an object, which for all but regular files is all of it. */
export function encodeObject(path, object) {
  const { type, target, size, device, mtimeNs, xattrs } = object;
  const member = {
    ...ownerOf(object),
    type: tarTypeOf(object),
    path: type === 'directory' ? `${path === '' ? '.' : path}/` : path,
    linkPath: target,
    size: type === 'file' ? size : 0,
    device,
  };
  return encodeMember({ member, mtimeNs, xattrs });
}
/** One more name of the object that stands in the tar at `first`. */
export function encodeLink(path, object, first) {
  const member = { ...ownerOf(object), type: 'link', path, linkPath: first, size: 0 };
  const { mtimeNs } = object;
  return encodeMember({ member, mtimeNs, xattrs: [] });
}
function encodeMarker(path) {
  const member = { type: 'file', path, mode: 0, uid: 0, gid: 0, size: 0, mtimeSeconds: 0 };
  return encodeMember({ member, mtimeNs: 0n, xattrs: [] });
}
function ownerOf({ mode, uid, gid, mtimeNs }) {
  return { mode, uid, gid, mtimeSeconds: headerSeconds(mtimeNs) };
}
function tarTypeOf({ type }) {
  if (type === 'socket') throw new Error('A socket has no type in a tar');
  return type;
}
//# sourceMappingURL=member.js.map

import { compareRaw, jsonPath } from '../base/bytes-path.js';
/** The type a change is listed under: what is there now, else what was. */
export function typeOfChange(change) {
  const entry = change.after ?? change.before;
  if (entry === undefined) throw new Error(`A ${change.kind} change without an entry`);
  return entry.type;
}
/** What all names of one inode agree on: the first of them. Undefined where there is one name only. */
export function linkGroupOf({ path, hardLinks = [] }) {
  const [first] = hardLinks;
  if (first === undefined) return undefined;
  return compareRaw(first, path) < 0 ? first : path;
}
/** A change as `diff --json` prints it, one object a line; see the interface page. */
export function changeToJson(change) {
  const { before, after, digests, hardLinks, hardLinkCount } = change;
  return {
    ...jsonPath(change.path),
    change: change.kind,
    type: typeOfChange(change),
    ...(before && { before: entryToJson(before, { digest: digests?.before }) }),
    ...(after && { after: entryToJson(after, { digest: digests?.after, hardLinks, hardLinkCount }) }),
  };
}
function entryToJson(entry, { digest, hardLinks, hardLinkCount }) {
  const { mode, uid, gid, size, mtimeNs, device, target, xattrs } = entry;
  return {
    type: entry.type,
    mode,
    uid,
    gid,
    size,
    mtimeNs: String(mtimeNs),
    ...(digest && { digest }),
    ...(device && { device }),
    ...(target !== undefined && { target: jsonPath(target) }),
    ...(xattrs.length > 0 && { xattrs: xattrsToJson(xattrs) }),
    ...(hardLinks && { hardLinks: hardLinks.map((path) => plainOrRecord(path)) }),
    ...(hardLinkCount && { hardLinkCount }),
  };
}
function xattrsToJson(xattrs) {
  return Object.fromEntries(xattrs.map(([name, value]) => [name, Buffer.from(value).toString('base64')]));
}
function plainOrRecord(path) {
  const json = jsonPath(path);
  return 'path' in json ? json.path : json;
}
//# sourceMappingURL=change.js.map

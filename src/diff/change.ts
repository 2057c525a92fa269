import { compareRaw, jsonPath, type RawPath } from '../base/bytes-path.js';
import type { Entry, EntryType } from '../tree/entry.js';

/** What happened to one path. `replaced` is another type than before; `metadata` leaves the content alone. */
export type ChangeKind = 'added' | 'modified' | 'deleted' | 'replaced' | 'metadata';

/**
 * One entry of a diff, against what the lowers show at the same path.
 *
 * A deleted or replaced directory is one change; an added directory and each thing in it are changes.
 * Where a directory is replaced by another directory (removed and made again), its entry is there only if
 * its own metadata differ, and what is gone below it is named path by path.
 */
export interface Change {
  /** From the root of the view. */
  readonly path: RawPath;
  readonly kind: ChangeKind;
  /** Absent for `added`. */
  readonly before?: Entry;
  /** Absent for `deleted`. */
  readonly after?: Entry;
  /** The other names of the same inode in the view, sorted, 64 at most; absent where there is none. */
  readonly hardLinks?: readonly RawPath[];
  /** How many other names there are, where that is more than `hardLinks` lists. */
  readonly hardLinkCount?: number;
  /** `sha256:<hex>` of regular files, where digests were asked for. */
  readonly digests?: { readonly before?: string; readonly after?: string };
}

/** The type a change is listed under: what is there now, else what was. */
export function typeOfChange(change: Change): EntryType {
  const entry = change.after ?? change.before;
  if (entry === undefined) throw new Error(`A ${change.kind} change without an entry`);
  return entry.type;
}

/** What all names of one inode agree on: the first of them. Undefined where there is one name only. */
export function linkGroupOf({ path, hardLinks = [] }: Change): RawPath | undefined {
  const [first] = hardLinks;
  if (first === undefined) return undefined;
  return compareRaw(first, path) < 0 ? first : path;
}

/** A change as `diff --json` prints it, one object a line; see the interface page. */
export function changeToJson(change: Change): Record<string, unknown> {
  const { before, after, digests, hardLinks, hardLinkCount } = change;
  return {
    ...jsonPath(change.path),
    change: change.kind,
    type: typeOfChange(change),
    ...(before && { before: entryToJson(before, { digest: digests?.before }) }),
    ...(after && { after: entryToJson(after, { digest: digests?.after, hardLinks, hardLinkCount }) }),
  };
}

interface EntryExtras {
  readonly digest?: string | undefined;
  readonly hardLinks?: readonly RawPath[] | undefined;
  readonly hardLinkCount?: number | undefined;
}

function entryToJson(
  entry: Entry,
  { digest, hardLinks, hardLinkCount }: EntryExtras,
): Record<string, unknown> {
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

function xattrsToJson(xattrs: Entry['xattrs']): Record<string, string> {
  return Object.fromEntries(xattrs.map(([name, value]) => [name, Buffer.from(value).toString('base64')]));
}

function plainOrRecord(path: RawPath): unknown {
  const json = jsonPath(path);
  return 'path' in json ? json.path : json;
}

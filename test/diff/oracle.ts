import { isDeepStrictEqual } from 'node:util';
import type { RawPath } from '#src/base/bytes-path.js';
import type { Change } from '#src/diff/change.js';
import type { Snapshot, SnapshotEntry } from '../fixtures/snapshot.js';

/** One line for each change: kind, path, and the names it is linked to. */
export function linesOf(changes: readonly Change[]): string[] {
  return changes.map(({ kind, path, hardLinks }) => lineOf(kind, path, hardLinks ?? []));
}

function lineOf(kind: string, path: string, links: readonly string[]): string {
  return `${kind} ${JSON.stringify(path)}${links.length > 0 ? ` = ${JSON.stringify(links)}` : ''}`;
}

/**
 * What the changes between two plain trees must be, found by looking at every path of both. With `countsLosses` an
 * untouched name that lost another is a change too; an overlay parts groups by itself, so there it is none.
 */
export function expectedLines(before: Snapshot, after: Snapshot, { countsLosses = false } = {}): string[] {
  const paths = [...new Set([...before.entries.keys(), ...after.entries.keys()])].sort((a, b) =>
    Buffer.compare(sortKey(a), sortKey(b)),
  );
  const kinds = new Map(paths.map((path) => [path, kindOf(path, before, after)]));
  for (const path of paths)
    if (kinds.get(path) === 'equal' && isRegrouped(path)) kinds.set(path, 'regrouped');
  return paths.flatMap((path) => {
    const kind = kinds.get(path);
    if (kind === undefined || kind === 'equal' || kind === 'below') return [];
    const links = (after.entries.get(path)?.linkGroup ?? []).filter((name) => name !== path);
    const sorted = links.sort((a, b) => Buffer.compare(sortKey(a), sortKey(b)));
    return [lineOf(kind === 'regrouped' ? 'metadata' : kind, path, sorted)];
  });

  function isRegrouped(path: RawPath): boolean {
    const was = before.entries.get(path)?.linkGroup ?? [path];
    const now = after.entries.get(path)?.linkGroup ?? [path];
    const stayed = (name: RawPath) => kinds.get(name) === 'equal' || kinds.get(name) === 'regrouped';
    const lost = was.some((name) => !now.includes(name) && stayed(name));
    return now.some((name) => !was.includes(name)) || (countsLosses && lost);
  }
}

function kindOf(path: RawPath, before: Snapshot, after: Snapshot): string {
  const [a, b] = [before.entries.get(path), after.entries.get(path)];
  if (a === undefined) return 'added';
  // Below something that went away as a whole there is nothing to say.
  if (b === undefined) return after.entries.get(parentOf(path))?.type === 'directory' ? 'deleted' : 'below';
  if (a.type !== b.type) return 'replaced';
  if (!isDeepStrictEqual(contentOf(a), contentOf(b))) return 'modified';
  return isDeepStrictEqual({ ...a, linkGroup: 0 }, { ...b, linkGroup: 0 }) ? 'equal' : 'metadata';
}

function contentOf({ size, sha256, target, device }: SnapshotEntry): unknown {
  return { size, sha256, target, device };
}

function parentOf(path: RawPath): RawPath {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0)) as RawPath;
}

// `/` sorts lowest; no name has a NUL byte.
function sortKey(path: string): Buffer {
  return Buffer.from(path.replaceAll('/', '\0'), 'latin1');
}

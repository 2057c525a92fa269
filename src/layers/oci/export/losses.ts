import type { RawPath } from '../../../base/bytes-path.js';
import { requirePlainNames } from '../../../tar/member.js';
import { requireXattrName } from '../../../tar/pax.js';
import { privilegesOf } from '../../../tar/privileges.js';
import { exportXattrs } from '../../../tar/xattrs.js';
import type { ExportEntry } from './entries.js';
import type { LayerPlan } from './plan-image.js';

/** What an export left out, and what in it acts with somebody else's rights wherever it is unpacked. */
export interface ExportNotes {
  readonly skipped: ReadonlyArray<{ readonly path: RawPath; readonly reason: string }>;
  readonly stripped: ReadonlyArray<{ readonly path: RawPath; readonly what: string }>;
  readonly privileged: ReadonlyArray<{ readonly path: RawPath; readonly what: string }>;
}

/** To be asked before anything is written. What a tar would say wrongly is LAYOVER_COMMIT_PATH, with its path. */
export function findLosses(layers: readonly LayerPlan[]): ExportNotes {
  const notes = { skipped: [], stripped: [], privileged: [] };
  for (const { entries } of layers) for (const entry of entries) note(entry, notes);
  return notes;
}

interface Notes {
  readonly skipped: Array<{ path: RawPath; reason: string }>;
  readonly stripped: Array<{ path: RawPath; what: string }>;
  readonly privileged: Array<{ path: RawPath; what: string }>;
}

function note(one: ExportEntry, { skipped, stripped, privileged }: Notes): void {
  const { path } = one;
  requirePlainNames(path);
  if (one.kind === 'deleted') return;
  if (one.entry.type === 'socket') skipped.push({ path, reason: 'a socket, which no tar can hold' });
  if (one.kind === 'link' || one.entry.type === 'socket') return;
  const { xattrs, lost } = exportXattrs(one.entry.xattrs);
  for (const [name] of xattrs) requireXattrName(path, name);
  if (lost > 0) stripped.push({ path, what: lost === 1 ? '1 xattr' : `${lost} xattrs` });
  for (const what of privilegesOf(one.entry)) privileged.push({ path, what });
}

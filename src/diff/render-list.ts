import { quoteRaw } from '../base/bytes-path.js';
import type { Change, ChangeKind } from './change.js';

const LETTERS: Readonly<Record<ChangeKind, string>> = {
  added: 'A',
  modified: 'M',
  deleted: 'D',
  replaced: 'R',
  metadata: 'm',
};

export function letterOf(kind: ChangeKind): string {
  return LETTERS[kind];
}

/** `A path`, one line for each change. */
export function renderChanges(changes: readonly Change[]): string[] {
  return changes.map(({ kind, path }) => `${letterOf(kind)} ${quoteRaw(path)}`);
}

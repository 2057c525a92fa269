import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hostPath } from '#src/base/bytes-path.js';
import type { CommitReport } from '#src/commit/report.js';
import { type CommitToDirectoryOptions, commitToDirectory } from '#src/commit/to-directory.js';
import type { Change } from '#src/diff/change.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';
import { type TreeSpec, tree } from '../fixtures/tree.js';

/** A source tree and a target tree side by side, and a state directory with nothing but its journals. */
export interface Bench extends TempDir {
  readonly source: string;
  readonly target: string;
  readonly home: string;
  readonly commits: string;
}

export async function bench(source: TreeSpec, target: TreeSpec = {}): Promise<Bench> {
  const dir = await tempDir();
  const place = {
    ...dir,
    source: dir.join('source'),
    target: dir.join('target'),
    home: dir.join('home'),
    commits: dir.join('home/commits'),
  };
  for (const path of [
    place.source,
    place.target,
    place.home,
    place.commits,
    dir.join('home/attach'),
    dir.join('home/job'),
  ])
    await mkdir(path, { mode: 0o755 });
  await tree(place.source, source);
  await tree(place.target, target);
  return place;
}

/** The state directory that goes with a target of `bench`, or lies beside it. */
export function stateFor(
  target: string,
): Pick<CommitToDirectoryOptions, 'home' | 'commits' | 'jobDirectory'> {
  const home = `${dirname(target)}/home`;
  return {
    home: hostPath(home),
    commits: hostPath(`${home}/commits`),
    jobDirectory: hostPath(`${home}/job`),
  };
}

/** The job's side wins everywhere: for what is not about conflicts. */
export function commit(changes: readonly Change[], target: string, options: object = {}): CommitReport {
  const state = stateFor(target);
  return commitToDirectory(changes, { target: hostPath(target), ...state, onConflict: 'ours', ...options });
}

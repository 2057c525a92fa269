/** What a start does about commits that were killed, and about those too old to be taken back. */
import { quoteRaw } from '../base/bytes-path.js';
import { messageOf } from '../base/errors.js';
import { tryLockDirectory } from '../layers/lock.js';
import { syscalls } from '../native/syscalls.js';
import { removeTree } from '../tree/remove.js';
import { Journal, listCommitIds, readHeader } from './journal.js';
import { removeStash } from './stash.js';
import { forget, takeBack } from './take-back.js';
/** Whether there may be something to recover. Reads a small file for each commit. */
export function needsRecovery(commits) {
  return listCommitIds(commits).some((id) => {
    try {
      const state = readHeader(commits, id)?.state;
      return state !== 'committed' && state !== 'stuck';
    } catch {
      return false; // a record that cannot be read stays for a person to look at
    }
  });
}
/** Takes back every commit whose process was killed in the middle of it. Answers with a line about each. */
export function recoverCommits(commits) {
  return listCommitIds(commits).flatMap((id) => {
    try {
      return recoverOne(commits, id);
    } catch (error) {
      return [`commit ${id} was interrupted and cannot be taken back yet: ${messageOf(error)}`];
    }
  });
}
function recoverOne(commits, id) {
  const journal = Journal.open(commits, id);
  if (journal === undefined) return removeUnborn(commits, id);
  try {
    const { state, target, volumes } = journal.header;
    const where = `${quoteRaw(target)}${describeVolumes(volumes)}`;
    switch (state) {
      case 'committed':
      case 'stuck':
        return [];
      case 'staging':
        forget(journal);
        return [
          `commit ${id} to ${where} was interrupted before it changed anything; its staging is removed`,
        ];
      case 'applying':
        return takeBackAll(journal, `commit ${id} to ${where} was interrupted; everything is back as it was`);
      case 'undoing':
        return takeBackAll(
          journal,
          `the undo of commit ${id} in ${where} was interrupted; it is finished now`,
        );
    }
  } finally {
    journal[Symbol.dispose]();
  }
}
function describeVolumes(volumes) {
  return volumes.length > 1 ? `, on ${volumes.length} file systems,` : '';
}
function takeBackAll(journal, done) {
  const left = takeBack(journal);
  if (left.length === 0) return [done];
  journal.update({ state: 'stuck' });
  return [`${done}, but for:`, ...left.map(({ path, reason }) => `  ${quoteRaw(path)}: ${reason}`)];
}
/** Killed between the making of its directory and its first record. */
function removeUnborn(commits, id) {
  const lock = tryLockDirectory(`${commits}/${id}`);
  if (lock === undefined) return [];
  try {
    if (readHeader(commits, id) === undefined) removeTree(commits, id);
  } finally {
    syscalls.close(lock);
  }
  return [];
}
/** Commits that are older than `ageMs`, forgotten with what they displaced. With `isDryRun` they are only named. */
export function expireCommits(commits, { ageMs, isDryRun }) {
  const before = new Date(Date.now() - ageMs).toISOString();
  return listCommitIds(commits).flatMap((id) => {
    const journal = Journal.open(commits, id);
    if (journal === undefined) return [];
    try {
      const { header } = journal;
      const isDone = header.state === 'committed' || header.state === 'stuck';
      if (!isDone || header.createdAt >= before) return [];
      if (!isDryRun) {
        for (const { stash } of header.volumes) removeStash(stash);
        journal.remove();
      }
      return [header];
    } finally {
      journal[Symbol.dispose]();
    }
  });
}
//# sourceMappingURL=recover.js.map

import { hostPath } from '../../base/bytes-path.js';
import { needsRecovery } from '../../commit/recover.js';
import { listCommits } from '../../commit/undo.js';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** For so long what a commit displaced is kept. */
export const UNDO_DAYS = 14;
/** Commits to directories: what they displaced is kept, so that they can be taken back. */
export class Commits {
  #context;
  constructor(context) {
    this.#context = context;
  }
  /** Those that can be taken back, newest first. */
  list() {
    return listCommits(hostPath(this.#context.home.commits));
  }
  /** Puts everything back as it was before; where somebody has changed it since, nothing: LAYOVER_COMMIT_CONFLICT. */
  async undo(id, options) {
    const trees = await this.#context.trees();
    return await trees.run('undoCommit', { commits: hostPath(this.#context.home.commits), id }, options);
  }
  /** Forgets those that are older than `UNDO_DAYS`, with what they displaced. Answers with them. */
  async expire({ isDryRun = false } = {}) {
    const trees = await this.#context.trees();
    const commits = hostPath(this.#context.home.commits);
    return await trees.run('expireCommits', { commits, ageMs: UNDO_DAYS * DAY_MS, isDryRun });
  }
}
/** Takes back the commits of runners that were killed; a line about each. Starts nothing where there are none. */
export async function recoverKilledCommits({ home, trees }) {
  const commits = hostPath(home.commits);
  if (!needsRecovery(commits)) return [];
  return await (await trees()).run('recoverCommits', { commits });
}
//# sourceMappingURL=commits.js.map

import type { Command } from 'commander';
import { quoteRaw } from '../../base/bytes-path.js';
import type { CommitHeader } from '../../commit/journal.js';
import type { SetStatus } from '../exit-code.js';
import { say, writeLines } from '../output.js';
import { formatAge } from '../render.js';
import { alignColumns } from '../text.js';

const HELP = `
Without a name it lists the commits that can be undone, newest first. Where somebody has changed a path since, nothing is
undone, and every such path is named.

Examples:
  layover undo
  layover undo c-0mfz1k2ab3c4de`;

/** `layover undo`. */
export function addUndoCommand(program: Command, setStatus: SetStatus): void {
  const command = program
    .command('undo')
    .description('put back what a commit to a directory displaced; without a name, list the commits')
    .usage('[COMMIT] [--json]')
    .argument('[commit]')
    .option('--json', 'the list, one object a line')
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', HELP);
  command.action(async (id: string | undefined, { json }: { json?: true }) => {
    const { openForCommand } = await import('../open.js');
    await using layover = await openForCommand();
    if (id === undefined) {
      const commits = layover.commits.list();
      if (json) await writeLines(commits.map((commit) => JSON.stringify(commitToJson(commit))));
      else if (commits.length > 0) await writeLines(renderCommits(commits));
      else say('No commit can be undone.');
    } else {
      const { commit, target, restored } = await layover.commits.undo(id);
      const count = restored === 1 ? '1 change' : `${restored} changes`;
      say(`layover: undid ${commit}: ${quoteRaw(target)} is as it was before (${count})`);
    }
    setStatus(0);
  });
}

function renderCommits(commits: readonly CommitHeader[]): string[] {
  const rows = commits.map(({ id, createdAt, applied = 0, job = '', target, state }) => [
    id,
    formatAge(Date.now() - Date.parse(createdAt)),
    state === 'stuck' ? 'in part' : String(applied),
    job,
    quoteRaw(target),
  ]);
  return alignColumns([['COMMIT', 'AGE', 'CHANGES', 'JOB', 'TARGET'], ...rows]);
}

function commitToJson({ id, createdAt, applied, job, target, state }: CommitHeader): Record<string, unknown> {
  return { commit: id, createdAt, applied, job, target: Buffer.from(target, 'latin1').toString(), state };
}

import type { Command } from 'commander';
import { EXIT_LAYOVER_FAILED, type SetStatus } from '../exit-code.js';
import { reportFailure } from '../failure.js';
import { say } from '../output.js';
import { usageError } from '../values.js';

const HELP = `
Examples:
  layover discard j-0mfz1k2ab3c4de
  layover discard --all`;

/** `layover discard`. */
export function addDiscardCommand(program: Command, setStatus: SetStatus): void {
  const command = program
    .command('discard')
    .description('delete kept jobs and their changes')
    .usage('JOB... | --all')
    .argument('[job...]')
    .option('--all', 'every kept job')
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', HELP);
  command.action(async (ids: string[], { all }: { all?: true }) => {
    if (all && ids.length > 0) throw usageError('discard takes jobs or --all, not both');
    if (!all && ids.length === 0) throw usageError('discard needs a job, or --all', 'See `layover jobs`.');
    setStatus(await discardJobs(all ? undefined : [...new Set(ids)]));
  });
}

/** One that cannot be discarded does not save the others. Undefined is every kept job. */
async function discardJobs(asked: readonly string[] | undefined): Promise<number> {
  const { openForCommand } = await import('../open.js');
  await using layover = await openForCommand();
  const ids = asked ?? [...(await layover.jobs()), ...(await layover.unreadableJobs())].map(({ id }) => id);
  let discarded = 0;
  for (const id of ids) {
    try {
      await layover.discard(id);
      discarded += 1;
    } catch (error) {
      reportFailure(error);
    }
  }
  say(`layover: discarded ${discarded === 1 ? '1 job' : `${discarded} jobs`}`);
  return discarded === ids.length ? 0 : EXIT_LAYOVER_FAILED;
}

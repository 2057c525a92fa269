import type { Command } from 'commander';
import { jsonText } from '../../base/json-text.js';
import type { SetStatus } from '../exit-code.js';
import { say, writeLines } from '../output.js';
import { jobToJson, renderJobs } from '../render.js';
import { printable } from '../text.js';

const HELP = `
Examples:
  layover jobs
  layover jobs --json`;

/** `layover jobs`. */
export function addJobsCommand(program: Command, setStatus: SetStatus): void {
  const command = program
    .command('jobs')
    .description('list kept jobs, newest first')
    .option('--json', 'one object a line')
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', HELP);
  command.action(async ({ json }: { json?: true }) => {
    const { openForCommand } = await import('../open.js');
    await using layover = await openForCommand();
    const records = await layover.jobs();
    for (const { id, reason } of await layover.unreadableJobs()) {
      say(`layover: job ${printable(id)} cannot be read, only discarded: ${printable(reason)}`);
    }
    for (const { id, reason, isHeld } of await layover.quarantined()) {
      const state = isHeld ? 'a process of it is still there' : 'it can be discarded';
      say(`layover: job ${printable(id)} is in quarantine, ${state}: ${printable(reason)}`);
    }
    if (json) await writeLines(records.map((record) => jsonText(jobToJson(record))));
    else if (records.length > 0) await writeLines(renderJobs(records));
    else say(`No kept jobs in ${printable(layover.homePath)}.`);
    setStatus(0);
  });
}

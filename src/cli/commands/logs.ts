import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import type { SetStatus } from '../exit-code.js';
import { OutputSink } from '../output.js';

const HELP = `
What it printed to standard output goes to standard output, its errors to standard error.

Examples:
  layover logs j-0mfz1k2ab3c4de
  layover logs j-0mfz1k2ab3c4de 2>/dev/null`;

/** `layover logs`. */
export function addLogsCommand(program: Command, setStatus: SetStatus): void {
  const command = program
    .command('logs')
    .description('print what a kept job printed')
    .argument('<job>')
    .usage('JOB')
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', HELP);
  command.action(async (id: string) => {
    const { openForCommand } = await import('../open.js');
    await using layover = await openForCommand();
    const job = await layover.job(id);
    await pipeline(job.log('stdout'), new OutputSink(process.stdout));
    await pipeline(job.log('stderr'), new OutputSink(process.stderr));
    setStatus(0);
  });
}

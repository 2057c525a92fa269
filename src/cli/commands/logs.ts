import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import type { Layover } from '../../sandbox/open.js';
import type { Job } from '../../sandbox/result/job.js';
import { findRunJob, isRunWord, logPath } from '../../sandbox/state/runs.js';
import type { SetStatus } from '../exit-code.js';
import { OutputSink } from '../output.js';

const HELP = `
What it printed to standard output goes to standard output, its errors to standard error.

Examples:
  layover logs j-0mfz1k2ab3c4de
  layover logs j-0mfz1k2ab3c4de 2>/dev/null
  layover logs last/compile`;

type OpenLog = (stream: 'stdout' | 'stderr') => Readable;

function jobLog(job: Job): OpenLog {
  return (stream) => job.log(stream);
}

/** Of a pipeline's run, which has it as long as the run is there. */
function runLog({ homePath }: Layover, word: string): OpenLog {
  const { directory, record } = findRunJob({ runs: join(homePath, 'runs'), path: homePath }, word);
  return (stream) => {
    const path = logPath(directory, record.name, stream);
    return existsSync(path) ? createReadStream(path) : Readable.from([]);
  };
}

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
    const open = isRunWord(id) ? runLog(layover, id) : jobLog(await layover.job(id));
    await pipeline(open('stdout'), new OutputSink(process.stdout));
    await pipeline(open('stderr'), new OutputSink(process.stderr));
    setStatus(0);
  });
}

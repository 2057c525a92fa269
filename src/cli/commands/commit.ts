import type { Command } from 'commander';
import type { CommitReport } from '../../commit/report.js';
import type { Job } from '../../sandbox/job.js';
import type { PathLike } from '../../sandbox/spec.js';
import type { SetStatus } from '../exit-code.js';
import { addMissingOptions } from '../missing.js';
import { addChoiceOptions, type ChoiceOptions, valueOption } from '../option-kinds.js';
import { say } from '../output.js';
import { ProgressLine } from '../progress.js';
import { countChanges, renderApplied, renderReport } from '../render.js';
import { InterruptAbort } from '../signals.js';
import { printable } from '../text.js';
import { parsePath, parseText, usageError } from '../values.js';

const HELP = `
By default what could act with somebody else's rights stays behind: setuid bits, capabilities, devices.
The job stays as it is, to commit again or to discard.

Examples:
  layover commit j-0mfz1k2ab3c4de --to ./out
  layover commit j-0mfz1k2ab3c4de --from /work --to . --only 'src/**'
  layover commit j-0mfz1k2ab3c4de --tar layer.tar
  layover commit j-0mfz1k2ab3c4de --layer team/app:v2`;

interface CommitOptions extends ChoiceOptions {
  readonly tar?: PathLike;
  readonly layer?: string;
}

/** `layover commit`. */
export function addCommitCommand(program: Command, setStatus: SetStatus): void {
  const command = program
    .command('commit')
    .description("apply a kept job's changes to a directory, store them as a layer, or write them as a tar")
    .usage('JOB (--to DIR | --layer NAME | --tar FILE) [options]')
    .argument('<job>')
    .addHelpText('after', HELP);
  addChoiceOptions(command);
  command
    .addOption(
      valueOption('--tar <file>', 'write them as the tar of one OCI layer', parsePath).conflicts([
        'to',
        'faithful',
        'layer',
      ]),
    )
    .addOption(
      valueOption(
        '--layer <name>',
        'store them as they are, as a layer on top of the lowers, and name the chain',
        parseText,
      ).conflicts(['to', 'faithful']),
    )
    .helpOption('-h, --help', 'show this');
  addMissingOptions(command, ['oci', 'dry-run', 'on-conflict', 'allow-protected', 'max-deletes']);
  command.action(async (id: string, options: CommitOptions) => {
    if (options.to === undefined && options.tar === undefined && options.layer === undefined)
      throw usageError('commit needs --to DIR, --layer NAME or --tar FILE');
    const { openLayover } = await import('../../sandbox/open.js');
    await using layover = await openLayover({ concurrency: 1 });
    const job = await layover.job(id);
    for (const line of renderCommitted(job, await commitJob(job, options))) say(line);
    setStatus(0);
  });
}

async function commitJob(
  job: Job,
  { to, tar, layer, from, only, except, faithful }: CommitOptions,
): Promise<CommitReport> {
  using interrupt = new InterruptAbort();
  using progress = new ProgressLine('Committing');
  const task = { from, only, except, signal: interrupt.signal, onProgress: progress.update };
  if (layer !== undefined) return await job.commitLayer({ ...task, name: layer });
  if (tar !== undefined) return await job.commitTar({ ...task, file: tar });
  return await job.commit({ ...task, to: to ?? '.', faithful });
}

function renderCommitted({ id, result: { settled, changes } }: Job, report: CommitReport): string[] {
  const where = settled.kind === 'committed' ? ` to ${printable(settled.to)}` : '';
  return [
    `layover: committed ${renderApplied(report, countChanges(changes))}${where}`,
    ...renderReport(report).map((line) => `  ${line}`),
    `  next: layover discard ${id}`,
  ];
}

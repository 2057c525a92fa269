import type { Command } from 'commander';
import type { CommitReport } from '../../commit/report.js';
import type { Job } from '../../sandbox/job.js';
import type { PathLike } from '../../sandbox/spec.js';
import { EXIT_LAYOVER_FAILED, type SetStatus } from '../exit-code.js';
import { addMissingOptions } from '../missing.js';
import { addChoiceOptions, type ChoiceOptions, valueOption } from '../option-kinds.js';
import { say, writeLines } from '../output.js';
import { ProgressLine } from '../progress.js';
import { countChanges, renderApplied, renderReport } from '../render.js';
import { InterruptAbort } from '../signals.js';
import { printable } from '../text.js';
import { parsePath, parseText, usageError } from '../values.js';

const HELP = `
A commit to a directory is done whole or not at all, and can be undone. By default what could act with somebody else's
rights stays behind: setuid bits, capabilities, devices. The job stays as it is, to commit again or to discard.

Examples:
  layover commit j-0mfz1k2ab3c4de --to ./out
  layover commit j-0mfz1k2ab3c4de --from /work --to . --dry-run
  layover commit j-0mfz1k2ab3c4de --from /work --to . --only 'work/src/**' --on-conflict theirs
  layover commit j-0mfz1k2ab3c4de --tar layer.tar
  layover commit j-0mfz1k2ab3c4de --layer team/app:v2`;

interface CommitOptions extends ChoiceOptions {
  readonly tar?: PathLike;
  readonly layer?: string;
  readonly dryRun?: true;
  readonly json?: true;
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
        'layer',
        ...DIRECTORY_ONLY,
      ]),
    )
    .addOption(
      valueOption(
        '--layer <name>',
        'store them as they are, as a layer on top of the lowers, and name the chain',
        parseText,
      ).conflicts(['to', ...DIRECTORY_ONLY]),
    )
    .option('--dry-run', 'with --to: only say what would happen to each path')
    .option('--json', 'with --dry-run: one object a line')
    .helpOption('-h, --help', 'show this');
  addMissingOptions(command, ['oci']);
  command.action(async (id: string, options: CommitOptions) => {
    if (options.to === undefined && options.tar === undefined && options.layer === undefined)
      throw usageError('commit needs --to DIR, --layer NAME or --tar FILE');
    if (options.json && !options.dryRun) throw usageError('--json needs --dry-run');
    const { openForCommand } = await import('../open.js');
    await using layover = await openForCommand();
    const job = await layover.job(id);
    if (options.dryRun) return setStatus(await printPlan(job, options));
    for (const line of renderCommitted(job, await commitJob(job, options))) say(line);
    setStatus(0);
  });
}

/** The options that say how a directory is changed. */
const DIRECTORY_ONLY = ['faithful', 'onConflict', 'merge', 'allowProtected', 'maxDeletes', 'dryRun', 'json'];

/** The exit status is that of the commit it stands for. */
async function printPlan(
  job: Job,
  { to, json, dryRun: _dryRun, ...options }: CommitOptions,
): Promise<number> {
  using interrupt = new InterruptAbort();
  using progress = new ProgressLine('Planning');
  const task = { signal: interrupt.signal, onProgress: progress.update };
  const { renderPlan, renderPlanSummary } = await import('../render-plan.js');
  const lines = await job.plan({ ...options, ...task, to: to ?? '.' });
  await writeLines(json ? lines.map((line) => JSON.stringify(line)) : renderPlan(lines));
  say(`layover: ${renderPlanSummary(lines)}`);
  return lines.some(({ action }) => action === 'conflict') ? EXIT_LAYOVER_FAILED : 0;
}

async function commitJob(
  job: Job,
  { to, tar, layer, dryRun: _dryRun, json: _json, ...options }: CommitOptions,
): Promise<CommitReport> {
  using interrupt = new InterruptAbort();
  using progress = new ProgressLine('Committing');
  const task = { ...options, signal: interrupt.signal, onProgress: progress.update };
  if (layer !== undefined) return await job.commitLayer({ ...task, name: layer });
  if (tar !== undefined) return await job.commitTar({ ...task, file: tar });
  return await job.commit({ ...task, to: to ?? '.' });
}

function renderCommitted({ id, result: { settled, changes } }: Job, report: CommitReport): string[] {
  const where = settled.kind === 'committed' ? ` to ${printable(settled.to)}` : '';
  return [
    `layover: committed ${renderApplied(report, countChanges(changes))}${where}`,
    ...renderReport(report).map((line) => `  ${line}`),
    `  next: ${report.commit === undefined ? '' : `layover undo ${report.commit}, or `}layover discard ${id}`,
  ];
}

import type { Command } from 'commander';
import type { CommitReport } from '../../commit/report.js';
import type { PathLike } from '../../sandbox/definition/spec.js';
import type { Job } from '../../sandbox/result/job.js';
import { EXIT_LAYOVER_FAILED, type SetStatus } from '../exit-code.js';
import { countLayers, renderNotes } from '../export-text.js';
import {
  addImageOptions,
  hasImageOptions,
  type ImageOptions,
  type PlaceAndTag,
  parseOutput,
  parsePlaceAndTag,
  settingsOf,
} from '../image-options.js';
import { addChoiceOptions, type ChoiceOptions, directoryOptions, valueOption } from '../option-kinds.js';
import { say, writeLines } from '../output.js';
import { ProgressLine } from '../progress.js';
import { countChanges, renderApplied, renderReport } from '../render.js';
import { InterruptAbort } from '../signals.js';
import { printable } from '../text.js';
import { parseText, usageError } from '../values.js';

const HELP = `
A commit to a directory is done whole or not at all, and can be undone. By default what could act with somebody else's
rights stays behind: setuid bits, capabilities, devices. The job stays as it is, to commit again or to discard.
A job over this machine itself is committed to it, to /, where no place is named.

Examples:
  layover commit j-0mfz1k2ab3c4de --to ./out
  layover commit j-0mfz1k2ab3c4de --from /work --to . --dry-run
  layover commit j-0mfz1k2ab3c4de --from /work --to . --only 'work/src/**' --on-conflict theirs
  layover commit j-0mfz1k2ab3c4de --tar layer.tar
  layover commit j-0mfz1k2ab3c4de --layer team/app:v2
  layover commit j-0mfz1k2ab3c4de --oci ./images:v2 --cmd /usr/bin/app`;

interface CommitOptions extends ChoiceOptions, ImageOptions {
  readonly tar?: PathLike | 1;
  readonly oci?: PlaceAndTag;
  readonly layer?: string;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly json?: true;
}

/** `layover commit`. */
export function addCommitCommand(program: Command, setStatus: SetStatus): void {
  const command = program
    .command('commit')
    .description("apply a kept job's changes to a directory, store them as a layer, or write them as a tar")
    .usage('JOB (--to DIR | --layer NAME | --tar FILE | --oci DIR:TAG) [options]')
    .argument('<job>')
    .addHelpText('after', HELP);
  addChoiceOptions(command);
  addForms(command);
  addImageOptions(command);
  command.helpOption('-h, --help', 'show this');
  command.action(async (id: string, given: CommitOptions) => {
    refuseStrayOptions(given);
    const { openForCommand } = await import('../open.js');
    await using layover = await openForCommand();
    const job = await layover.job(id);
    const options = withForm(job, given);
    if (options.dryRun) return setStatus(await printPlan(job, options));
    if (!(await isWanted(job, options))) {
      say('layover: nothing was committed');
      return setStatus(EXIT_LAYOVER_FAILED);
    }
    const { oci } = options;
    const lines =
      oci === undefined
        ? renderCommitted(job, await commitJob(job, options))
        : await commitOci(job, options, oci);
    for (const line of lines) say(line);
    setStatus(0);
  });
}

async function isWanted(job: Job, options: CommitOptions): Promise<boolean> {
  const { tar, layer, oci, yes } = options;
  if ([tar, layer, oci].some((one) => one !== undefined)) return true;
  const { confirmVolumes } = await import('../volumes.js');
  return await confirmVolumes(job, directoryOptions(options), { isYes: yes === true });
}

function addForms(command: Command): void {
  const [toTar, toLayer, toOci] = [
    valueOption(
      '--tar <file>',
      'write them as the tar of one OCI layer; `-` is standard output',
      parseOutput,
    ),
    valueOption(
      '--layer <name>',
      'store them as they are, as a layer on top of the lowers, and name the chain',
      parseText,
    ),
    valueOption(
      '--oci <dir:tag>',
      'add an image to an OCI layout: the changes on top of the lowers',
      parsePlaceAndTag,
    ),
  ] as const;
  command
    .addOption(toTar.conflicts(['to', 'layer', ...DIRECTORY_ONLY]))
    .addOption(toLayer.conflicts(['to', ...DIRECTORY_ONLY]))
    .addOption(toOci.conflicts(['to', 'layer', 'tar', ...DIRECTORY_ONLY]))
    .option('--dry-run', 'with --to: only say what would happen to each path')
    .option('--yes', 'with --to: do not ask, on a terminal, before several file systems are changed')
    .option('--json', 'with --dry-run: one object a line');
}

/** The options that say how a directory is changed. */
const DIRECTORY_ONLY = [
  'faithful',
  'onConflict',
  'merge',
  'allowProtected',
  'maxDeletes',
  'dryRun',
  'json',
  'yes',
];

/** The exit status is that of the commit it stands for. */
async function printPlan(job: Job, options: CommitOptions): Promise<number> {
  using interrupt = new InterruptAbort();
  using progress = new ProgressLine('Planning');
  const { renderPlan, renderPlanSummary } = await import('../render-plan.js');
  const task = { signal: interrupt.signal, onProgress: progress.update };
  const lines = await job.plan({ ...directoryOptions(options), ...task });
  await writeLines(options.json ? lines.map((line) => JSON.stringify(line)) : renderPlan(lines));
  say(`layover: ${renderPlanSummary(lines)}`);
  return lines.some(({ action }) => action === 'conflict') ? EXIT_LAYOVER_FAILED : 0;
}

function refuseStrayOptions(options: CommitOptions): void {
  if (options.json && !options.dryRun) throw usageError('--json needs --dry-run');
  if (options.oci === undefined && hasImageOptions(options))
    throw usageError('--flat, --env and the other options about an image need --oci DIR:TAG');
}

/** What a job changed of this machine belongs on this machine, where nothing else is said. */
function withForm(job: Job, options: CommitOptions): CommitOptions {
  const { to, tar, layer, oci } = options;
  if ([to, tar, layer, oci].some((one) => one !== undefined)) return options;
  if (job.showsMachine) return { ...options, to: '/' };
  throw usageError('commit needs --to DIR, --layer NAME, --tar FILE or --oci DIR:TAG');
}

async function commitJob(job: Job, options: CommitOptions): Promise<CommitReport> {
  const { tar, layer, from, only, except } = options;
  using interrupt = new InterruptAbort();
  using progress = new ProgressLine('Committing');
  const task = { from, only, except, signal: interrupt.signal, onProgress: progress.update };
  if (layer !== undefined) return await job.commitLayer({ ...task, name: layer });
  if (tar !== undefined) return await job.commitTar({ ...task, file: tar });
  return await job.commit({ ...directoryOptions(options), ...task });
}

async function commitOci(
  job: Job,
  options: CommitOptions,
  { place, tag = 'latest' }: PlaceAndTag,
): Promise<string[]> {
  using interrupt = new InterruptAbort();
  using progress = new ProgressLine('Exporting');
  const { from, only, except } = options;
  const task = { from, only, except, signal: interrupt.signal, onProgress: progress.update };
  const report = await job.commitOci({ ...settingsOf(options), ...task, directory: place, tag });
  return [
    // Its notes come below, in the words of an export.
    ...renderCommitted(job, { ...report, skipped: [], stripped: [], privileged: [] }),
    `  image: ${countLayers(report)}`,
    ...renderNotes(report).map((line) => `  ${line}`),
  ];
}

function renderCommitted({ id, result: { settled, changes } }: Job, report: CommitReport): string[] {
  const where = settled.kind === 'committed' ? ` to ${printable(settled.to)}` : '';
  return [
    `layover: committed ${renderApplied(report, countChanges(changes))}${where}`,
    ...renderReport(report).map((line) => `  ${line}`),
    `  next: ${report.commit === undefined ? '' : `layover undo ${report.commit}, or `}layover discard ${id}`,
  ];
}

import type { Command } from 'commander';
import type { CommitReport } from '../../commit/report.js';
import type { Job } from '../../sandbox/job.js';
import type { PathLike } from '../../sandbox/spec.js';
import type { SetStatus } from '../exit-code.js';
import { countLayers, renderNotes } from '../export-text.js';
import {
  addImageOptions,
  hasImageOptions,
  type ImageOptions,
  type PlaceAndTag,
  parsePlaceAndTag,
  settingsOf,
} from '../image-options.js';
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
  layover commit j-0mfz1k2ab3c4de --layer team/app:v2
  layover commit j-0mfz1k2ab3c4de --oci ./images:v2 --cmd /usr/bin/app`;

interface CommitOptions extends ChoiceOptions, ImageOptions {
  readonly tar?: PathLike;
  readonly oci?: PlaceAndTag;
  readonly layer?: string;
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
  addMissingOptions(command, ['dry-run', 'on-conflict', 'allow-protected', 'max-deletes']);
  command.action(async (id: string, options: CommitOptions) => {
    requireForm(options);
    const { openLayover } = await import('../../sandbox/open.js');
    await using layover = await openLayover({ concurrency: 1 });
    const job = await layover.job(id);
    const { oci } = options;
    const lines =
      oci === undefined
        ? renderCommitted(job, await commitJob(job, options))
        : await commitOci(job, options, oci);
    for (const line of lines) say(line);
    setStatus(0);
  });
}

function addForms(command: Command): void {
  const [toTar, toLayer, toOci] = [
    valueOption('--tar <file>', 'write them as the tar of one OCI layer', parsePath),
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
    .addOption(toTar.conflicts(['to', 'faithful', 'layer']))
    .addOption(toLayer.conflicts(['to', 'faithful']))
    .addOption(toOci.conflicts(['to', 'faithful', 'layer', 'tar']));
}

function requireForm(options: CommitOptions): void {
  const { to, tar, layer, oci } = options;
  if ([to, tar, layer, oci].every((one) => one === undefined))
    throw usageError('commit needs --to DIR, --layer NAME, --tar FILE or --oci DIR:TAG');
  if (oci === undefined && hasImageOptions(options))
    throw usageError('--flat, --env and the other options about an image need --oci DIR:TAG');
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
    `  next: layover discard ${id}`,
  ];
}

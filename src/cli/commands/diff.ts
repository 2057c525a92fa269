import { type Command, Option } from 'commander';
import type { Job } from '../../sandbox/result/job.js';
import type { SetStatus } from '../exit-code.js';
import { writeOut } from '../output.js';
import { ProgressLine } from '../progress.js';
import { printableLines } from '../text.js';
import { parseText } from '../values.js';

const HELP = `
A added, M modified, D deleted, R replaced by another type, m metadata only. PATHs choose what is shown.

Examples:
  layover diff j-0mfz1k2ab3c4de
  layover diff j-0mfz1k2ab3c4de --patch etc srv/app
  layover diff j-0mfz1k2ab3c4de --json`;

interface DiffOptions {
  readonly json?: true;
  readonly patch?: true;
  readonly stat?: true;
  readonly tree?: true;
}

/** `layover diff`. */
export function addDiffCommand(program: Command, setStatus: SetStatus): void {
  const command = program
    .command('diff')
    .description('show what a kept job changed')
    .usage('JOB [--json|--patch|--stat|--tree] [PATH...]')
    .argument('<job>')
    .argument('[path...]')
    .addHelpText('after', HELP)
    .addOption(new Option('--json', 'one object a line, with digests').conflicts(['patch', 'stat', 'tree']))
    .addOption(new Option('--patch', 'a unified diff of text files').conflicts(['stat', 'tree']))
    .addOption(new Option('--stat', 'sizes, and counts of each kind').conflicts(['tree']))
    .addOption(new Option('--tree', 'an indented tree'))
    .helpOption('-h, --help', 'show this');
  command.action(async (id: string, words: string[], options: DiffOptions) => {
    const paths = words.map((word) => parseText(word, 'PATH'));
    const { openForCommand } = await import('../open.js');
    await using layover = await openForCommand();
    await printDiff(await layover.job(id), options, paths);
    setStatus(0);
  });
}

async function printDiff(job: Job, options: DiffOptions, paths: readonly string[]): Promise<void> {
  const form = FORMS.find((one) => options[one]) ?? 'list';
  using progress = new ProgressLine('Reading changes');
  // What a job wrote must not drive the reader's terminal; in a file or a pipe a patch stays what it is.
  const isEscaped = form === 'patch' && process.stdout.isTTY;
  for await (const piece of job.render(form, { paths, onProgress: progress.update })) {
    await writeOut(isEscaped ? printableLines(piece) : piece);
  }
}

const FORMS = ['json', 'patch', 'stat', 'tree'] as const;

import type { Command } from 'commander';
import { formatSize } from '../../base/units.js';
import type { Layover } from '../../sandbox/open.js';
import type { SetStatus } from '../exit-code.js';
import { valueOption } from '../option-kinds.js';
import { say } from '../output.js';
import { parseBytes, parseCount } from '../values.js';

const HELP = `
A layer stays as long as a name, a kept job or a running job needs it. A commit to a directory can be undone for 14 days;
then what it displaced is removed. Of pipelines the latest runs stay, with their jobs, and the results that were used last.

Examples:
  layover gc --dry-run
  layover gc`;

interface GcOptions {
  readonly dryRun?: boolean;
  readonly keepRuns?: number;
  readonly cacheSize?: number;
}

/** `layover gc`. */
export function addGcCommand(program: Command, setStatus: SetStatus): void {
  const command = program
    .command('gc')
    .description('remove layers that nothing needs, and what killed runs left behind')
    .option('--dry-run', 'only say which')
    .addOption(
      valueOption('--keep-runs <count>', 'the latest runs of pipelines that stay; default 10', parseCount),
    )
    .addOption(
      valueOption('--cache-size <size>', 'what results of pipelines may take; default 10G', parseBytes),
    )
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', HELP);
  command.action(async (options: GcOptions) => {
    const { openForCommand } = await import('../open.js');
    await using layover = await openForCommand();
    for (const line of await collectAll(layover, options)) say(line);
    setStatus(0);
  });
}

async function collectAll(
  layover: Layover,
  { dryRun: isDryRun = false, keepRuns, cacheSize }: GcOptions,
): Promise<string[]> {
  const { CACHE_BYTES, collectPipelines, KEEP_RUNS } = await import('../../pipeline/collect.js');
  const bounds = { keepRuns: keepRuns ?? KEEP_RUNS, cacheBytes: cacheSize ?? CACHE_BYTES };
  const gone = await collectPipelines(layover, { ...bounds, isDryRun });
  const { layers } = await layover.layers.collect({ isDryRun });
  const commits = await layover.commits.expire({ isDryRun });
  const total = formatSize(layers.reduce((sum, { bytes }) => sum + bytes, 0));
  const pipelines = `, ${counted(gone.runs, 'run')} and ${counted(gone.results, 'result')} of pipelines`;
  const more = gone.runs + gone.results === 0 ? '' : pipelines;
  const { UNDO_DAYS } = await import('../../sandbox/result/commits.js');
  const forgot = `layover: ${isDryRun ? 'would forget' : 'forgot'} what ${counted(commits.length, 'commit')} displaced`;
  return [
    ...layers.map(({ id, bytes }) => `  sha256:${id} (${formatSize(bytes)})`),
    `layover: ${isDryRun ? 'would remove' : 'removed'} ${counted(layers.length, 'layer')} (${total})${more}`,
    ...(commits.length === 0 ? [] : [`${forgot} more than ${UNDO_DAYS} days ago`]),
  ];
}

function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}

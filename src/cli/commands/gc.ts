import type { Command } from 'commander';
import { formatSize } from '../../base/units.js';
import type { SetStatus } from '../exit-code.js';
import { valueOption } from '../option-kinds.js';
import { say } from '../output.js';
import { parseBytes, parseCount } from '../values.js';

const HELP = `
A layer stays as long as a name, a kept job or a running job needs it. Of pipelines the latest runs stay, with their
jobs, and the results that were used last.

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
  command.action(async ({ dryRun = false, keepRuns, cacheSize }: GcOptions) => {
    const { openLayover } = await import('../../sandbox/open.js');
    await using layover = await openLayover({ concurrency: 1 });
    const { CACHE_BYTES, collectPipelines, KEEP_RUNS } = await import('../../pipeline/collect.js');
    const cacheBytes = cacheSize ?? CACHE_BYTES;
    const gone = await collectPipelines(layover, {
      keepRuns: keepRuns ?? KEEP_RUNS,
      cacheBytes,
      isDryRun: dryRun,
    });
    const { layers } = await layover.layers.collect({ isDryRun: dryRun });
    for (const { id, bytes } of layers) say(`  sha256:${id} (${formatSize(bytes)})`);
    const total = formatSize(layers.reduce((sum, { bytes }) => sum + bytes, 0));
    const count = layers.length === 1 ? '1 layer' : `${layers.length} layers`;
    const runs = gone.runs === 1 ? '1 run' : `${gone.runs} runs`;
    const results = gone.results === 1 ? '1 result' : `${gone.results} results`;
    const more = gone.runs + gone.results === 0 ? '' : `, ${runs} and ${results} of pipelines`;
    say(`layover: ${dryRun ? 'would remove' : 'removed'} ${count} (${total})${more}`);
    setStatus(0);
  });
}

import type { Command } from 'commander';
import { formatSize } from '../../base/units.js';
import type { SetStatus } from '../exit-code.js';
import { say } from '../output.js';

const HELP = `
A layer stays as long as a name, a kept job or a running job needs it. A commit to a directory can be undone for 14 days;
then what it displaced is removed.

Examples:
  layover gc --dry-run
  layover gc`;

/** `layover gc`. */
export function addGcCommand(program: Command, setStatus: SetStatus): void {
  const command = program
    .command('gc')
    .description('remove layers that nothing needs, and what killed runs left behind')
    .option('--dry-run', 'only say which')
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', HELP);
  command.action(async ({ dryRun = false }: { dryRun?: boolean }) => {
    const { openForCommand } = await import('../open.js');
    await using layover = await openForCommand();
    const { layers } = await layover.layers.collect({ isDryRun: dryRun });
    for (const { id, bytes } of layers) say(`  sha256:${id} (${formatSize(bytes)})`);
    const total = formatSize(layers.reduce((sum, { bytes }) => sum + bytes, 0));
    const count = layers.length === 1 ? '1 layer' : `${layers.length} layers`;
    say(`layover: ${dryRun ? 'would remove' : 'removed'} ${count} (${total})`);
    const commits = await layover.commits.expire({ isDryRun: dryRun });
    if (commits.length > 0) {
      const { UNDO_DAYS } = await import('../../sandbox/commits.js');
      const what = commits.length === 1 ? '1 commit' : `${commits.length} commits`;
      say(
        `layover: ${dryRun ? 'would forget' : 'forgot'} what ${what} displaced more than ${UNDO_DAYS} days ago`,
      );
    }
    setStatus(0);
  });
}

/** A commit to several file systems: what it cannot promise is said before it starts, and on a terminal it is asked for. */
import { quoteRaw } from '../base/bytes-path.js';
import { say } from './output.js';
import { printable } from './text.js';

const IN_MEMORY = new Set(['tmpfs', 'ramfs']);
/** Says it; answers whether there was something to say. */
export async function sayVolumes(job, options) {
  const lines = renderVolumes(await job.volumes(options));
  for (const line of lines) say(line);
  return lines.length > 0;
}
/** The same, and where somebody sits at the terminal waits for a yes. False: nothing is to be done. */
export async function confirmVolumes(job, options, { isYes }) {
  if (!(await sayVolumes(job, options)) || isYes) return true;
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) return true;
  const { ReviewTerminal } = await import('./review/terminal.js');
  const terminal = new ReviewTerminal();
  return (await terminal.key('Commit to all of them? y or n:'))?.toLowerCase() === 'y';
}
/** None where one file system is changed. */
export function renderVolumes(volumes) {
  if (volumes.length < 2) return [];
  const shown = volumes.map(({ at, type }) => `${nameOf(at)} (${printable(type)})`);
  const lost = volumes.filter(({ type }) => IN_MEMORY.has(type)).map(({ at }) => nameOf(at));
  return [
    `layover: this commit changes ${volumes.length} file systems, in this order: ${shown.join(', ')}`,
    '  All of it is staged and synced before the first is changed; a failure or a kill takes all of them back.',
    '  It is not atomic across them: whoever looks meanwhile can see one changed and the next not yet.',
    '  One that is unmounted before a killed commit was taken back leaves the others half-changed until it is there again.',
    ...(lost.length > 0
      ? [`  In memory only, so its part alone is lost when the machine goes down: ${lost.join(', ')}`]
      : []),
  ];
}
function nameOf(at) {
  return at === '' ? 'the target itself' : quoteRaw(at);
}
//# sourceMappingURL=volumes.js.map

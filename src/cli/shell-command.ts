/** `layover shell`, from the job's name to the exit status. */

import type { PathLike } from '../sandbox/definition/spec.js';
import { openLayover } from '../sandbox/open.js';
import { exitStatusOf } from './exit-code.js';
import { JobOutput, style } from './output.js';
import { renderCounts, renderNotStarted } from './render.js';
import { inputOf, runAttached } from './run-command.js';

export async function shellCommand(id: string, words: readonly PathLike[]): Promise<number> {
  await using layover = await openLayover({ concurrency: 1, warm: 0 });
  const kept = await layover.job(id);
  const command =
    words.length > 0 ? words : [kept.showsMachine ? (process.env['SHELL'] ?? '/bin/sh') : '/bin/sh'];
  const output = new JobOutput();
  const isOnTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const options = isOnTerminal ? { tty: true as const } : {};
  const { job, outcome } = await runAttached({
    options,
    output,
    run: (streams) => layover.resume(id, { command, ...streams, ...inputOf(options) }),
  });
  const problem = outcome.kind === 'not-started' ? renderNotStarted(outcome.errno, command[0] ?? '') : [];
  output.print([...problem, `layover: ${style('bold', id)} now has ${renderCounts(job.result.changes)}`]);
  return exitStatusOf(outcome);
}

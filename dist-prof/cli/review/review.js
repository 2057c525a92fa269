/** `run --on-success ask`: somebody at a terminal looks at what a job changed, and says what becomes of it. */
import { renderFailure } from '../failure.js';
import { style } from '../output.js';
import { renderCounts } from '../render.js';
import { commitJob } from '../settle.js';
import { printable } from '../text.js';
import { renderVolumes } from '../volumes.js';
import { runShell } from './shell.js';
import { showPatch, showTree } from './show.js';
import { ReviewTerminal } from './terminal.js';

const HELP = [
  '  t  the tree of changes again',
  '  p  the patch of a path, or of everything',
  '  o  only some: globs of paths in the view, with a space between; none: everything again',
  '  c  commit what is chosen; the job is kept where that is not all of it',
  "  s  a shell in the job's sandbox, over its changes",
  '  d  discard the job and its changes',
  '  k  keep the job as it is, for `layover commit` later; so do q, Ctrl-C and Ctrl-D',
];
const KEYS = 'commit c, patch p, only o, tree t, shell s, discard d, keep k, help ?';
/** Until it is settled; a terminal that goes away keeps the job. */
export async function reviewJob(first, options, layover) {
  const terminal = new ReviewTerminal();
  let job = first;
  let review = { layover, terminal, options };
  await printTree(job, review);
  for (;;) {
    const key = await terminal.key(style('bold', `layover: ${KEYS}?`));
    const step = await (key === undefined ? keep(job) : act(key, job, review));
    if (step.kind === 'settled') return step.settlement;
    job = step.job;
    review = { ...review, options: step.options };
  }
}
async function act(key, job, review) {
  const action = ACTIONS[key.toLowerCase()];
  try {
    if (action !== undefined) return await action(job, review);
    review.terminal.show(HELP);
  } catch (error) {
    review.terminal.show(renderFailure(error));
  }
  return goOn(job, review);
}
const ACTIONS = {
  t: async (job, review) => {
    await printTree(job, review);
    return goOn(job, review);
  },
  p: askPatch,
  o: pick,
  c: commit,
  s: openShell,
  d: discard,
  k: keep,
  q: keep,
  '\x03': keep,
  '\x04': keep,
};
function goOn(job, { options }) {
  return { kind: 'next', job, options };
}
function keep(job) {
  return { kind: 'settled', settlement: { result: job.result, isKept: true } };
}
async function printTree(job, { terminal, options }) {
  const { lines, chosen, all } = await showTree(job, options);
  const share = chosen === all ? '' : `; ${chosen} of ${all} chosen`;
  terminal.show([`layover: ${style('bold', job.id)}: ${renderCounts(job.result.changes)}${share}`, ...lines]);
}
async function askPatch(job, review) {
  const path = await review.terminal.line('Patch of which path (Enter: all)?');
  if (path !== undefined) review.terminal.show(await showPatch(job, path.trim()));
  return goOn(job, review);
}
async function pick(job, review) {
  const words = await review.terminal.line('Only which globs (Enter: everything)?');
  if (words === undefined) return goOn(job, review);
  const globs = words.split(' ').filter((word) => word !== '');
  const options = { ...review.options, only: globs.length === 0 ? [] : globs };
  await printTree(job, { ...review, options });
  return { kind: 'next', job, options };
}
/** A refusal is shown, and nothing has happened. */
async function commit(job, review) {
  const { terminal, options } = review;
  const to = options.layer === undefined ? (options.to ?? (await askPlace(job, terminal))) : undefined;
  if (to === undefined && options.layer === undefined) return goOn(job, review);
  const { chosen, all } = await showTree(job, options);
  const isPart = chosen < all;
  if (to !== undefined && !(await isConfirmed(job, { ...options, to }, terminal))) return goOn(job, review);
  const given = to === undefined ? options : { ...options, to };
  const settlement = await commitJob(job, given, { isPart, isAsked: true });
  if (settlement.failure === undefined) return { kind: 'settled', settlement };
  terminal.show(renderFailure(settlement.failure));
  return goOn(job, review);
}
/** Several file systems are changed only by who knows it. */
async function isConfirmed(job, options, terminal) {
  const { to, from, only, except } = options;
  const lines = renderVolumes(await job.volumes({ to, from, only, except }));
  terminal.show(lines);
  return lines.length === 0 || (await terminal.key('Commit to all of them? y or n:'))?.toLowerCase() === 'y';
}
async function askPlace(job, terminal) {
  if (job.showsMachine) return '/';
  const place = (await terminal.line('Commit to which directory?'))?.trim();
  return place === '' ? undefined : place;
}
async function openShell(job, review) {
  await runShell(job.id);
  const changed = await review.layover.job(job.id);
  await printTree(changed, review);
  return goOn(changed, review);
}
async function discard(job, review) {
  const answer = await review.terminal.key(`Delete ${printable(job.id)} and its changes? y or n:`);
  if (answer?.toLowerCase() !== 'y') return goOn(job, review);
  await job.discard();
  return { kind: 'settled', settlement: { result: job.result, isKept: false } };
}
//# sourceMappingURL=review.js.map

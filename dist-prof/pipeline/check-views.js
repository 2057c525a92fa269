/** What a job could not see of what it needs: over the machine itself nothing but the project has layers. */
import { LayoverError } from '../base/errors.js';
import { layersBelow } from './run-context.js';
import { stackOf } from './stack.js';

const HINT =
  'Run it in a sandbox that shows named directories (`expose`, or lowers of its own), or make it in the project.';
/** LAYOVER_PIPELINE where a need declares outputs outside the project, and `showsMachine` of its reader's sandbox. */
export function refuseUnseenOutputs({ jobs }, showsMachine) {
  const stacks = new Map();
  const byName = new Map(jobs.map((job) => [job.name, job]));
  for (const job of jobs) {
    const [, ...below] = stackOf(job, stacks);
    stacks.set(job.name, [job.name, ...below]);
    if (!showsMachine(job.sandbox)) continue;
    for (const need of below) {
      const output = byName.get(need)?.outputs?.find((glob) => glob.startsWith('/'));
      if (output !== undefined) throw unseen(job, need, output);
    }
  }
}
/** The same for what was not declared, once it is there. */
export function refuseUnseenLayers(job, context) {
  if (!context.bases.get(job.sandbox)?.isWholeHost || layersBelow(context, job.name, 'root').length === 0)
    return;
  const [, ...below] = context.stacks.get(job.name) ?? [];
  const need = below.find((name) => context.results.get(name)?.layers.some(({ place }) => place === 'root'));
  throw unseen(job, need ?? '', 'something');
}
function unseen({ name }, need, what) {
  return new LayoverError(
    'LAYOVER_PIPELINE',
    `${name} runs over this machine itself, and would not see what ${need} makes outside the project: ${what}`,
    { hint: HINT },
  );
}
//# sourceMappingURL=check-views.js.map

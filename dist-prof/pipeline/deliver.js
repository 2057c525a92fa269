/** What leaves a run: commits once all is well, artifacts of each job as it ends. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { LayoverError } from '../base/errors.js';
import { layersBelow } from './run-context.js';
/** Applies what the file says, in its order, to directories. */
export async function commitResults(context, signal) {
  for (const { from, ...delivery } of context.plan.commits) {
    for (const job of from) await applyJob(context, job, { ...delivery, signal });
  }
}
async function applyJob(context, job, delivery) {
  const done = context.results.get(job);
  const layer = done?.layers.find(({ place }) => place === 'project');
  if (done === undefined)
    throw new LayoverError('LAYOVER_PIPELINE', `Nothing can be committed from ${job}: it was not run`);
  if (layer === undefined) {
    context.tell({ kind: 'committed', job, to: delivery.to, applied: 0, bytes: 0 });
    return;
  }
  const inputs = context.inputs.get(job)?.snapshot.layer;
  const below = [...layersBelow(context, job, 'project'), ...(inputs === undefined ? [] : [inputs])];
  const report = await context.layover.layerWork.apply({
    layer: layer.layer,
    job: `${context.run}/${job}`,
    below: below.filter((id) => id !== layer.layer),
    ...delivery,
  });
  const { applied, bytes } = report;
  context.tell({ kind: 'committed', job, to: delivery.to, applied, bytes });
}
/** Also of a job that failed: its reports are what one wants to see then. */
export async function copyArtifacts({ name, artifacts }, _done, context) {
  for (const { from, to } of artifacts) {
    mkdirSync(dirname(to), { recursive: true });
    await applyJob(context, name, { from, to, onConflict: 'ours' });
  }
}
//# sourceMappingURL=deliver.js.map

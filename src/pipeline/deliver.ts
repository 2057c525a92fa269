/** What leaves a run: commits once all is well, artifacts of each job as it ends. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { LayoverError } from '../base/errors.js';
import type { JobDone } from './events.js';
import type { PlannedJob } from './planned.js';
import { layersBelow, type RunContext } from './run-context.js';

/** Applies what the file says, in its order, to directories. */
export async function commitResults(context: RunContext, signal: AbortSignal): Promise<void> {
  for (const { from, ...delivery } of context.plan.commits) {
    for (const job of from) await applyJob(context, job, { ...delivery, signal });
  }
}

interface Delivery {
  readonly to: string;
  readonly onConflict: 'fail' | 'ours' | 'theirs';
  readonly from?: string | undefined;
  readonly only?: readonly string[] | undefined;
  readonly except?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

async function applyJob(context: RunContext, job: string, delivery: Delivery): Promise<void> {
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
export async function copyArtifacts(
  { name, artifacts }: PlannedJob,
  _done: JobDone,
  context: RunContext,
): Promise<void> {
  for (const { from, to } of artifacts) {
    mkdirSync(dirname(to), { recursive: true });
    await applyJob(context, name, { from, to, onConflict: 'ours' });
  }
}

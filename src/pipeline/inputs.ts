/** What jobs are given of their project. */
import { relative } from 'node:path';
import type { Selection, Snapshot } from '../sandbox/layer-work.js';
import type { Layover } from '../sandbox/open.js';
import type { Tell } from './events.js';
import type { Plan, PlannedJob } from './planned.js';

/**
 * A job sees what its `inputs` name. Without any it sees the whole project but for `.git` and for what the pipeline
 * makes: places it commits or copies to, and what a job makes that was not given it, whether it lies there or not.
 */
export function selectionOf(
  { inputs }: Pick<PlannedJob, 'inputs'>,
  plan: Pick<Plan, 'jobs' | 'commits' | 'project'>,
): Selection {
  if (inputs !== undefined) return { include: inputs, exclude: [], products: [] };
  const products = plan.jobs.flatMap(({ inputs: given, outputs = [] }) => {
    const made = outputs.filter((glob) => !glob.startsWith('/'));
    return given === undefined || made.length === 0 ? [] : [{ made, given }];
  });
  return { include: undefined, exclude: ['.git', ...targetsOf(plan)], products };
}

/** Directories of the project, other than itself, that the pipeline writes to; as globs. */
function targetsOf({ jobs, commits, project }: Pick<Plan, 'jobs' | 'commits' | 'project'>): string[] {
  const targets = [...commits, ...jobs.flatMap(({ artifacts }) => artifacts)].map(({ to }) =>
    relative(project, to),
  );
  const inner = targets.filter((path) => path !== '' && path !== '..' && !path.startsWith('../'));
  return [...new Set(inner)].map((path) => path.replace(/[\\*?[\]{}()!+@]/g, '\\$&'));
}

/** One snapshot for each job, all of one moment. */
export async function takeInputs(
  plan: Plan,
  { layover, tell, signal }: { layover: Layover; tell: Tell; signal: AbortSignal },
): Promise<Map<string, Snapshot>> {
  const wanted = plan.jobs.map((job) => ({ name: job.name, selection: selectionOf(job, plan) }));
  const distinct = new Map(wanted.map(({ selection }) => [JSON.stringify(selection), selection]));
  const { snapshots, leftOut } = await layover.layerWork.takeSnapshots(plan.project, [...distinct.values()], {
    signal,
  });
  if (leftOut.length > 0) {
    const more = leftOut.length > 1 ? ` and ${leftOut.length - 1} more` : '';
    tell({
      kind: 'notice',
      text: `left out of the inputs, being no file, directory or link: ${leftOut[0]}${more}`,
    });
  }
  const bySelection = new Map([...distinct.keys()].map((key, index) => [key, snapshots[index] as Snapshot]));
  return new Map(
    wanted.map(({ name, selection }) => [name, bySelection.get(JSON.stringify(selection)) as Snapshot]),
  );
}

/**
 * The life of a worker's job with `isolation: process`: the function runs in a Node process of its own, in the jail that
 * a command of that sandbox gets. One is started ahead for each job, so that a job whose like was run before waits for
 * no more than a message to it and its answer.
 */
import { LayoverError } from '../../base/errors.js';
import { type JobCode, resolveCode } from '../../worker/code-roots.js';
import type { ProcessJob } from '../../worker/process-messages.js';
import { type ResolvedSpec, resolveSpec } from '../definition/resolve.js';
import type { RunSpec } from '../definition/spec.js';
import type { WorkerSpec } from '../definition/worker-spec.js';
import { tryWays } from '../life/attempt.js';
import type { Machine } from '../machine.js';
import type { JobRecord } from '../state/job-record.js';
import { fitLowers } from '../view/fit-lowers.js';
import { planView, type ViewPlan } from '../view/view.js';
import { JobProcess } from './job-process.js';
import type { NodeBundle } from './node-bundle.js';
import { processKey } from './process-key.js';
import { asRunSpec, packParams, RESULT_BYTES_MAX } from './spec-of-worker.js';
import { NeverBegan, type ProcessUse, runInProcess } from './use-process.js';

/** Runs a worker's function to its end. The job is on disk when this returns, and its lock is free. */
export async function runProcessJob(spec: WorkerSpec, machine: Machine): Promise<JobRecord> {
  const params = packParams(spec.params);
  const plan = await planProcess(spec, machine);
  const { code, resolved } = plan;
  const use = { spec, job: jobOf(plan, params), label: code.label, rules: resolved.rules };
  const start = async (): Promise<JobProcess> => await startProcess(plan, machine, spec.onNotice);
  const pool = machine.processes();
  try {
    return await useChild(await pool.take(plan.key, start), use);
  } catch (error) {
    if (!(error instanceof NeverBegan)) throw error;
    return await useChild(await start(), use);
  } finally {
    pool.refill(plan.key, async () => await startProcess(plan, machine));
  }
}

async function useChild(child: JobProcess, use: ProcessUse): Promise<JobRecord> {
  try {
    const record = await runInProcess(child, use);
    child.release();
    return record;
  } catch (error) {
    throw await child.abandon(error);
  }
}

/** Has a process ready for the next job like this one. */
export async function warmProcess(spec: WorkerSpec, machine: Machine): Promise<void> {
  const plan = await planProcess(spec, machine);
  machine.processes().refill(plan.key, async () => await startProcess(plan, machine));
  await machine.processes().ready(plan.key);
}

interface ProcessPlan {
  readonly key: string;
  readonly spec: RunSpec;
  readonly code: JobCode;
  readonly resolved: ResolvedSpec;
  readonly view: ViewPlan;
}

async function planProcess(spec: WorkerSpec, machine: Machine): Promise<ProcessPlan> {
  const code = resolveCode(spec.worker, machine.home.path);
  await machine.keeper(); // finds out which ids there are
  const asked = withNode(asRunSpec(spec, code), machine.node());
  const resolved = await fitLowers(await resolveSpec(asked, machine), machine, asked);
  requireJail(asked, resolved);
  const view = planView(resolved.view);
  return { key: processKey(resolved, view), spec: asked, code, resolved, view };
}

function withNode(spec: RunSpec, { binds, command }: NodeBundle): RunSpec {
  return { ...spec, command, binds: [...(spec.binds ?? []), ...binds] };
}

/** As the sandbox `strict` has it: what the caller did not switch off is there, or nothing starts. The rest fails by itself. */
function requireJail({ landlock }: RunSpec, { landlockAbi }: ResolvedSpec): void {
  if (landlock === 'off' || landlockAbi > 0) return;
  throw new LayoverError(
    'LAYOVER_UNSUPPORTED',
    'isolation: process needs Landlock, which this kernel does not have',
    { hint: "Do without it in so many words: `landlock: 'off'`." },
  );
}

async function startProcess(
  { spec, resolved, view }: ProcessPlan,
  machine: Machine,
  onNotice?: RunSpec['onNotice'],
): Promise<JobProcess> {
  const { mustUseKernel, required } = resolved;
  return await tryWays({ ...spec, onNotice, mustUseKernel, required }, async (way, fallbacks) =>
    JobProcess.start({ spec, resolved, view, machine, way, fallbacks }),
  );
}

function jobOf({ code, resolved }: ProcessPlan, params: Uint8Array): ProcessJob {
  return { module: code.module, params, resultBytesMax: RESULT_BYTES_MAX, env: resolved.env };
}

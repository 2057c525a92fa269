/**
 * The life of a worker's job with `isolation: process`: the function runs in a Node process of its own, in the jail that
 * a command of that sandbox gets. One is started ahead for each job, so that a job whose like was run before waits for
 * no more than a message to it and its answer.
 */
import { LayoverError } from '../../base/errors.js';
import { resolveCode } from '../../worker/code-roots.js';
import { resolveSpec } from '../definition/resolve.js';
import { tryWays } from '../life/attempt.js';
import { fitLowers } from '../view/fit-lowers.js';
import { planView } from '../view/view.js';
import { JobProcess } from './job-process.js';
import { processKey } from './process-key.js';
import { asRunSpec, packParams, RESULT_BYTES_MAX } from './spec-of-worker.js';
import { NeverBegan, runInProcess } from './use-process.js';
/** Runs a worker's function to its end. The job is on disk when this returns, and its lock is free. */
export async function runProcessJob(spec, machine) {
  const params = packParams(spec.params);
  const plan = await planProcess(spec, machine);
  const { code, resolved } = plan;
  const use = { spec, job: jobOf(plan, params), label: code.label, rules: resolved.rules };
  const start = async () => await startProcess(plan, machine, spec.onNotice);
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
async function useChild(child, use) {
  try {
    const record = await runInProcess(child, use);
    child.release();
    return record;
  } catch (error) {
    throw await child.abandon(error);
  }
}
/** Has a process ready for the next job like this one. */
export async function warmProcess(spec, machine) {
  const plan = await planProcess(spec, machine);
  machine.processes().refill(plan.key, async () => await startProcess(plan, machine));
  await machine.processes().ready(plan.key);
}
async function planProcess(spec, machine) {
  const code = resolveCode(spec.worker, machine.home.path);
  await machine.keeper(); // finds out which ids there are
  const asked = withNode(asRunSpec(spec, code), machine.node());
  const resolved = await fitLowers(await resolveSpec(asked, machine), machine, asked);
  requireJail(asked, resolved);
  const view = planView(resolved.view);
  return { key: processKey(resolved, view), spec: asked, code, resolved, view };
}
function withNode(spec, { binds, command }) {
  return { ...spec, command, binds: [...(spec.binds ?? []), ...binds] };
}
/** As the sandbox `strict` has it: what the caller did not switch off is there, or nothing starts. The rest fails by itself. */
function requireJail({ landlock }, { landlockAbi }) {
  if (landlock === 'off' || landlockAbi > 0) return;
  throw new LayoverError(
    'LAYOVER_UNSUPPORTED',
    'isolation: process needs Landlock, which this kernel does not have',
    { hint: "Do without it in so many words: `landlock: 'off'`." },
  );
}
async function startProcess({ spec, resolved, view }, machine, onNotice) {
  const { mustUseKernel, required } = resolved;
  return await tryWays({ ...spec, onNotice, mustUseKernel, required }, async (way, fallbacks) =>
    JobProcess.start({ spec, resolved, view, machine, way, fallbacks }),
  );
}
function jobOf({ code, resolved }, params) {
  return { module: code.module, params, resultBytesMax: RESULT_BYTES_MAX, env: resolved.env };
}
//# sourceMappingURL=run-process.js.map

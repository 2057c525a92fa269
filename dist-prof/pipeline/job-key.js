/** The key of one job of a run, and why it has none. */
import { quoteRaw } from '../base/bytes-path.js';
import { planEnvironment } from '../sandbox/definition/environment.js';
import { partsOf, treesOf } from './key.js';
/** A job whose result its inputs do not decide is not cached, unless the file says `cache: true`. */
export function keyJob(job, context) {
  const reason = reasonAgainst(job, context);
  if (reason !== undefined) return { kind: 'never', reason };
  const basis = context.bases.get(job.sandbox);
  if (basis === undefined) throw new Error(`The sandbox ${job.sandbox} was not looked up`);
  const { description: _description, directory: _directory, ...definition } = basis.definition;
  const [, ...below] = context.stacks.get(job.name) ?? [];
  const inputs = context.inputs.get(job.name);
  if (inputs === undefined) throw new Error(`No inputs were taken for ${job.name}`);
  const machine = context.machines.get(job.sandbox) ?? [];
  const source = {
    tool: context.tool,
    action: job.action,
    cwd: job.cwd ?? '',
    env: environmentOf(job, context),
    secrets: job.secrets,
    definition: definition,
    network: networkOf(job, context),
    limits: job.limits,
    machine: machine.map(({ root, local }) => [textOf(root), local]),
    lowers: basis.layers,
    inputs: inputs.snapshot.digest,
    code: inputs.code,
    outputs: job.outputs,
    caches: job.caches.map(({ name, at }) => `${name}:${at}`),
    needs: below.map((name) => ({ name, layers: context.results.get(name)?.layers ?? [] })),
  };
  const portable = machine.map((tree) => [textOf(tree.root), tree.portable]);
  return {
    kind: 'keyed',
    parts: partsOf(source),
    portable: partsOf({ ...source, machine: portable }),
    trees: treesOf(source, inputs.snapshot.layer),
  };
}
function textOf(path) {
  return quoteRaw(path);
}
export function networkOf({ network, sandbox }, { bases }) {
  return network ?? bases.get(sandbox)?.definition.network ?? 'none';
}
function reasonAgainst(job, context) {
  if (job.isCached === true) return undefined;
  if (job.isCached === false) return 'the file says cache: false';
  if (networkOf(job, context) === 'host')
    return 'it has a network; cache: true takes its results for the same all the same';
  if (context.bases.get(job.sandbox)?.isWholeHost) return 'it sees the whole machine';
  return undefined;
}
function environmentOf({ env, secrets, sandbox }, { bases }) {
  const definition = bases.get(sandbox)?.definition ?? {};
  const spec = { command: [], env: env.set, passEnv: env.pass };
  const all = planEnvironment({ spec, definition, user: { uid: 0 } });
  return all.filter((pair) => !secrets.includes(pair.split('=', 1)[0] ?? '')).sort();
}
//# sourceMappingURL=job-key.js.map

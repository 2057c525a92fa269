/** One job of the file, and one variant of its matrix, as a planned job. */
import { posix, resolve } from 'node:path';
import { fill, fillAll, variantName } from './matrix.js';
export function planJob(context, fileName, variant) {
  const { file, directory } = context;
  const spec = fillAll(file.value.jobs[fileName], variant);
  const at = (...keys) => ['jobs', fileName, ...keys];
  checkPaths(spec, file, at);
  const needs = findNeeds(spec.needs ?? [], context, at('needs'));
  return {
    name: variantName(fileName, variant),
    fileName,
    action: actionOf(spec),
    needs,
    prefer: findPreferred(spec, { context, needs, at }),
    condition: conditionOf(spec, { context, needs, at }),
    inputs: spec.inputs,
    outputs: spec.outputs,
    sandbox: sandboxOf(spec.sandbox ?? file.value.sandbox ?? 'build', directory),
    env: envOf(spec, fillAll(file.value.env ?? {}, variant)),
    ...settingsOf(spec, { directory, variant }),
  };
}
/** What concerns the job alone. */
function settingsOf(spec, { directory, variant }) {
  const { secrets = [], retry: retries = 0, priority = 0, caches = {}, optional: isOptional = false } = spec;
  return {
    cwd: spec.cwd,
    network: spec.network,
    isCached: spec.cache,
    limits: limitsOf(spec),
    secrets,
    retries,
    priority,
    isOptional,
    caches: Object.entries(caches).map(([name, mount]) => cacheOf(fill(name, variant), mount)),
    artifacts: (spec.artifacts ?? []).map((one) => artifactOf(one, directory)),
  };
}
function actionOf({ run, worker, params, isolation }) {
  if (worker !== undefined) return { kind: 'worker', worker, params, isolation };
  return { kind: 'command', command: typeof run === 'string' ? ['sh', '-c', run] : (run ?? []) };
}
function findNeeds(words, { names }, path) {
  return [...new Set(words.flatMap((word, index) => names.find(word, [...path, index])))];
}
function findPreferred({ prefer = [] }, { context, needs, at }) {
  const { file, names } = context;
  const chosen = [prefer].flat().flatMap((word) => names.find(word, at('prefer')));
  const stray = chosen.find((name) => !needs.includes(name));
  if (stray === undefined) return chosen;
  throw file.errorAt(at('prefer'), `${stray} is not among the job's needs`, `Needs are ${needs.join(', ')}.`);
}
function conditionOf({ if: wanted = 'success' }, { context, needs, at }) {
  const { file, names } = context;
  if (typeof wanted === 'string') {
    if (wanted === 'failure' && needs.length === 0)
      throw file.errorAt(
        at('if'),
        'a job without needs sees no failure',
        'Name what it waits for in `needs`.',
      );
    return { kind: wanted };
  }
  const pairs = Object.entries(wanted).flatMap(([word, outcome]) =>
    names.find(word, at('if', word)).map((name) => [name, outcome]),
  );
  const stray = pairs.find(([name]) => !needs.includes(name));
  if (stray === undefined) return { kind: 'outcomes', wanted: new Map(pairs) };
  throw file.errorAt(
    at('if'),
    `${stray[0]} is not among the job's needs`,
    'An outcome is known only of those.',
  );
}
/** A file lies beside the pipeline's. */
function sandboxOf(word, directory) {
  return word.includes('/') || /\.ya?ml$/.test(word) ? resolve(directory, word) : word;
}
function envOf({ env = {}, secrets = [] }, common) {
  const set = { ...common.set, ...env.set };
  const pass = [...new Set([...(common.pass ?? []), ...(env.pass ?? [])])];
  return {
    pass: pass.filter((name) => !secrets.includes(name)),
    set: Object.fromEntries(Object.entries(set).map(([name, value]) => [name, String(value)])),
  };
}
function limitsOf({ limits = {}, timeout }) {
  return timeout === undefined ? limits : { ...limits, timeout };
}
function cacheOf(name, mount) {
  const { at, access = 'rw' } = typeof mount === 'string' ? { at: mount } : mount;
  return { name, at: posix.normalize(at), isReadOnly: access === 'ro' };
}
function artifactOf({ from, to }, directory) {
  return { from, to: resolve(directory, to) };
}
function checkPaths(spec, file, at) {
  for (const { path, text, problem } of pathsOf(spec)) {
    if (problem !== undefined) throw file.errorAt(at(...path), `${JSON.stringify(text)} ${problem}`);
  }
}
function pathsOf({ inputs = [], outputs = [], caches = {}, artifacts = [] }) {
  const places = Object.entries(caches).map(([name, mount]) => ({
    name,
    text: typeof mount === 'string' ? mount : mount.at,
  }));
  return [
    ...inputs.map((text, index) => ({
      path: ['inputs', index],
      text,
      problem: problemOf(text) ?? notBelow(text),
    })),
    ...outputs.map((text, index) => ({ path: ['outputs', index], text, problem: problemOf(text) })),
    ...places.map(({ name, text }) => ({
      path: ['caches', name],
      text,
      problem: problemOf(text) ?? notAbsolute(text),
    })),
    ...artifacts.map(({ from: text = '' }, index) => ({
      path: ['artifacts', index, 'from'],
      text,
      problem: problemOf(text) ?? notBelow(text),
    })),
  ];
}
function problemOf(path) {
  return path.split('/').includes('..') ? 'leads out: a path here has no ".."' : undefined;
}
function notBelow(path) {
  return /^!?\//.test(path) ? 'is absolute: it must lie below the project' : undefined;
}
function notAbsolute(path) {
  return path.startsWith('/') ? undefined : 'must be an absolute path in the view';
}
//# sourceMappingURL=plan-job.js.map

/** What jobs are given of their project. */
import { relative, resolve } from 'node:path';
import { hostPath } from '../base/bytes-path.js';
/**
 * A job sees what its `inputs` name. Without any it sees the whole project but for `.git`, the pipeline's own file, and
 * what the pipeline makes: places it commits or copies to, and what a job makes that was not given it, there or not.
 */
export function selectionOf({ inputs }, plan) {
  if (inputs !== undefined) return { include: inputs, exclude: [], products: [] };
  const products = plan.jobs.flatMap(({ inputs: given, outputs = [] }) => {
    const made = outputs.filter((glob) => !glob.startsWith('/'));
    return given === undefined || made.length === 0 ? [] : [{ made, given }];
  });
  return { include: undefined, exclude: ['.git', ...targetsOf(plan)], products };
}
/** The pipeline's file, and directories of the project, other than itself, that it writes to; as globs. */
function targetsOf({ path, ...plan }) {
  const artifacts = plan.jobs.flatMap((job) => job.artifacts);
  const places = [...plan.commits, ...artifacts].map(({ to }) => to);
  const targets = [...places, resolve(path)].map((to) => relative(plan.project, to));
  const inner = targets.filter((path) => path !== '' && path !== '..' && !path.startsWith('../'));
  return [...new Set(inner)].map(asGlob);
}
/** A path as a pattern that matches it. */
function asGlob(path) {
  return path.replace(/[\\*?[\]{}()!+@]/g, '\\$&');
}
/** Of each job, all of one moment. */
export async function takeInputs(plan, taking) {
  const { layover, tell, signal } = taking;
  const wanted = plan.jobs.map((job) => {
    const code = codeOf(job, plan, layover);
    return {
      name: job.name,
      selections: [selectionOf(job, plan), ...code.selections],
      outside: code.outside,
    };
  });
  const all = wanted.flatMap(({ selections }) => selections);
  const distinct = new Map(all.map((selection) => [JSON.stringify(selection), selection]));
  const { snapshots, leftOut } = await layover.layerWork.takeSnapshots(plan.project, [...distinct.values()], {
    signal,
  });
  if (leftOut.length > 0) {
    const more = leftOut.length > 1 ? ` and ${leftOut.length - 1} more` : '';
    const text = `left out of the inputs, being no file, directory or link: ${leftOut[0]}${more}`;
    tell({ kind: 'notice', text });
  }
  const keys = [...distinct.keys()];
  const find = (selection) => snapshots[keys.indexOf(JSON.stringify(selection))];
  const taken = wanted.map(async ({ name, selections: [own, ...code], outside }) => {
    const apart = outside.length === 0 ? [] : await layover.layerWork.identify(outside, { signal });
    const digests = code.map((selection) => find(selection).digest);
    return [
      name,
      {
        snapshot: find(own),
        code: [...digests, ...apart.map(({ local }) => local)].join(' '),
      },
    ];
  });
  return new Map(await Promise.all(taken));
}
/** In the project, what is not made by the pipeline; outside, all that lies there. */
function codeOf({ action }, plan, { layerWork }) {
  if (action.kind !== 'worker') return { selections: [], outside: [] };
  const roots = layerWork
    .codeRoots(resolve(plan.project, action.worker))
    .map((root) => relative(plan.project, root));
  const whole = selectionOf({ inputs: undefined }, plan);
  const inner = roots.filter((root) => root !== '..' && !root.startsWith('../'));
  const include = inner.includes('') ? undefined : inner.map(asGlob);
  return {
    selections: inner.length === 0 ? [] : [{ ...whole, include }],
    outside: roots
      .filter((root) => !inner.includes(root))
      .map((root) => hostPath(resolve(plan.project, root))),
  };
}
//# sourceMappingURL=inputs.js.map

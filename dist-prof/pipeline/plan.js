/** From a pipeline file to the jobs that are to run: matrices unfolded, names looked up, contradictions found. */
import { dirname, resolve } from 'node:path';
import { checkGraph } from './check-graph.js';
import { combine, exclusionsOf, isMeant, unfold, VARIANTS_MAX } from './matrix.js';
import { Names } from './names.js';
import { readPipelineFile } from './pipeline-file.js';
import { planJob } from './plan-job.js';
export async function readPlan(path) {
  return planPipeline(await readPipelineFile(path));
}
/** Throws LAYOVER_DEFINITION, with line and column, for whatever cannot be. */
export function planPipeline(file) {
  const { jobs, description, project = '.', commit = [] } = file.value;
  const directory = dirname(resolve(file.path));
  const names = new Names(file, variantsOf(file));
  const context = { file, names, directory };
  const planned = Object.keys(jobs).flatMap((name) =>
    names.variantsOf(name).map((variant) => planJob(context, name, variant)),
  );
  const ordered = checkGraph(planned, file);
  const commits = [commit].flat();
  return {
    path: file.path,
    description,
    project: resolve(directory, project),
    jobs: ordered,
    commits: commits.map((one, index) => planCommit(one, { ...context, index })),
  };
}
function variantsOf(file) {
  return new Map(
    Object.entries(file.value.jobs).map(([name, { matrix }]) => {
      if (matrix !== undefined) checkMatrix(matrix, name, file);
      return [name, unfold(matrix)];
    }),
  );
}
function checkMatrix(matrix, name, file) {
  const at = ['jobs', name, 'matrix'];
  const all = combine(matrix);
  if (all.length > VARIANTS_MAX) throw file.errorAt(at, `makes more than ${VARIANTS_MAX} jobs`, 'Split it.');
  for (const [index, values] of exclusionsOf(matrix).entries()) {
    const stray = Object.keys(values).find((key) => key === 'exclude' || !Object.hasOwn(matrix, key));
    const where = [...at, 'exclude', index];
    if (stray !== undefined)
      throw file.errorAt(
        [...where, stray],
        `the matrix has no key ${JSON.stringify(stray)}`,
        keysHint(matrix),
      );
    if (!all.some((variant) => isMeant(variant, values)))
      throw file.errorAt(where, 'leaves out nothing: no combination has these values');
  }
  if (unfold(matrix).length === 0) throw file.errorAt([...at, 'exclude'], 'leaves out every combination');
}
function keysHint(matrix) {
  const keys = Object.keys(matrix).filter((key) => key !== 'exclude');
  return `Its keys are ${keys.join(', ')}.`;
}
function planCommit({ from, to, onConflict = 'ours', only, except }, { file, names, directory, index }) {
  const at = Array.isArray(file.value.commit) ? ['commit', index, 'from'] : ['commit', 'from'];
  const words = [from].flat();
  return {
    from: words.flatMap((word) => names.find(word, at)),
    to: resolve(directory, to),
    onConflict,
    only,
    except,
  };
}
//# sourceMappingURL=plan.js.map

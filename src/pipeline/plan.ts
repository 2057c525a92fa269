/** From a pipeline file to the jobs that are to run: matrices unfolded, names looked up, contradictions found. */
import { dirname, resolve } from 'node:path';
import type { LayoverError } from '../base/errors.js';
import { checkGraph } from './check-graph.js';
import { unfold, VARIANTS_MAX } from './matrix.js';
import { Names } from './names.js';
import { type PipelineFile, readPipelineFile } from './pipeline-file.js';
import type { CommitFileSpec } from './pipeline-spec.js';
import { type FileContext, planJob } from './plan-job.js';
import type { Plan, PlannedCommit } from './planned.js';

export async function readPlan(path: string): Promise<Plan> {
  return planPipeline(await readPipelineFile(path));
}

/** Throws LAYOVER_DEFINITION, with line and column, for whatever cannot be. */
export function planPipeline(file: PipelineFile): Plan {
  const { jobs, description, project = '.', commit = [] } = file.value;
  const directory = dirname(resolve(file.path));
  const names = new Names(file, variantsOf(file));
  const context: FileContext = { file, names, directory };
  const planned = Object.keys(jobs).flatMap((name) =>
    names.variantsOf(name).map((variant) => planJob(context, name, variant)),
  );
  const ordered = checkGraph(planned, file);
  const commits = [commit].flat() as CommitFileSpec[];
  return {
    path: file.path,
    description,
    project: resolve(directory, project),
    jobs: ordered,
    commits: commits.map((one, index) => planCommit(one, { ...context, index })),
  };
}

function variantsOf(file: PipelineFile): Map<string, ReturnType<typeof unfold>> {
  return new Map(
    Object.entries(file.value.jobs).map(([name, { matrix }]) => {
      const variants = unfold(matrix);
      if (variants.length > VARIANTS_MAX) throw tooMany(file, name);
      return [name, variants];
    }),
  );
}

function tooMany(file: PipelineFile, name: string): LayoverError {
  return file.errorAt(['jobs', name, 'matrix'], `makes more than ${VARIANTS_MAX} jobs`, 'Split it.');
}

function planCommit(
  { from, to, onConflict = 'ours', only, except }: CommitFileSpec,
  { file, names, directory, index }: FileContext & { readonly index: number },
): PlannedCommit {
  const at = Array.isArray(file.value.commit) ? ['commit', index, 'from'] : ['commit', 'from'];
  const words = [from].flat() as string[];
  return {
    from: words.flatMap((word) => names.find(word, at)),
    to: resolve(directory, to),
    onConflict,
    only,
    except,
  };
}

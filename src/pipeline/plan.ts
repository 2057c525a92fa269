/** From a pipeline file to the jobs that are to run: matrices unfolded, names looked up, contradictions found. */
import { dirname, resolve } from 'node:path';
import type { LayoverError } from '../base/errors.js';
import type { LimitSpec } from '../sandbox/spec.js';
import { checkGraph } from './check-graph.js';
import { unfold, VARIANTS_MAX } from './matrix.js';
import { Names } from './names.js';
import { type CommitFileSpec, type PipelineFile, readPipelineFile, type Wanted } from './pipeline-file.js';
import { type FileContext, planJob } from './plan-job.js';

export type Action =
  | { readonly kind: 'command'; readonly command: readonly string[] }
  | { readonly kind: 'worker'; readonly worker: string; readonly params: unknown };

export type Condition =
  | { readonly kind: 'success' | 'failure' | 'always' }
  | { readonly kind: 'outcomes'; readonly wanted: ReadonlyMap<string, Wanted> };

export interface CacheMount {
  readonly name: string;
  /** In the view, absolute. */
  readonly at: string;
  readonly isReadOnly: boolean;
}

/** One job, everything filled in. Globs and directories are the project's but where they begin with a slash. */
export interface PlannedJob {
  readonly name: string;
  /** Where the file has it. */
  readonly fileName: string;
  readonly action: Action;
  readonly needs: readonly string[];
  /** Needs, the one that wins over the others first. */
  readonly prefer: readonly string[];
  readonly condition: Condition;
  readonly inputs: readonly string[] | undefined;
  readonly outputs: readonly string[] | undefined;
  readonly sandbox: string;
  readonly cwd: string | undefined;
  readonly env: { readonly pass: readonly string[]; readonly set: Readonly<Record<string, string>> };
  readonly secrets: readonly string[];
  readonly network: 'none' | 'host' | undefined;
  readonly limits: LimitSpec;
  readonly retries: number;
  readonly priority: number;
  readonly caches: readonly CacheMount[];
  /** Undefined: where nothing but its inputs can change what it does. */
  readonly isCached: boolean | undefined;
  readonly isOptional: boolean;
  readonly artifacts: ReadonlyArray<{ readonly from: string | undefined; readonly to: string }>;
}

export interface PlannedCommit {
  readonly from: readonly string[];
  /** On the host. */
  readonly to: string;
  readonly only: readonly string[] | undefined;
  readonly except: readonly string[] | undefined;
}

export interface Plan {
  readonly path: string;
  readonly description: string | undefined;
  /** The project's folder, absolute. */
  readonly project: string;
  /** Each behind all that it needs. */
  readonly jobs: readonly PlannedJob[];
  readonly commits: readonly PlannedCommit[];
}

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
  { from, to, only, except }: CommitFileSpec,
  { file, names, directory, index }: FileContext & { readonly index: number },
): PlannedCommit {
  const at = Array.isArray(file.value.commit) ? ['commit', index, 'from'] : ['commit', 'from'];
  const words = [from].flat() as string[];
  return { from: words.flatMap((word) => names.find(word, at)), to: resolve(directory, to), only, except };
}

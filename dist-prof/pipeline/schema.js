/** What a pipeline file may hold. */
import { durationSchema, limitsSchema, variableSchema } from '../sandbox/definition/definition-schema.js';
import { ISOLATIONS } from '../sandbox/definition/worker-spec.js';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;
const NAME_RULE = 'must begin with a letter or digit, then letters, digits and . _ -, 80 at most';
/** A job's name with a variant of its matrix behind it, which may hold `{key}` of the reader's own. */
const NEED = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}(@\S{1,200})?$/;
const RETRIES_MAX = 10;
/** The scheduler's own. */
const PRIORITY_MAX = 100;
export function pipelineSchema(z) {
  return z.strictObject({
    description: z.string().optional().describe('What it is for.'),
    project: z
      .string()
      .min(1)
      .optional()
      .describe("The project's folder, beside this file; default its own."),
    sandbox: z.string().min(1).optional().describe('Of every job that names no other; default build.'),
    env: envSchema(z).optional().describe('Of every job.'),
    jobs: z
      .record(z.string().regex(NAME, NAME_RULE), jobSchema(z))
      .refine((jobs) => Object.keys(jobs).length > 0, 'must have at least one job'),
    commit: z
      .union([commitSchema(z), z.array(commitSchema(z))])
      .optional()
      .describe('What is applied to directories when every job has succeeded.'),
  });
}
function jobSchema(z) {
  return z
    .strictObject({ ...workFields(z), ...graphFields(z), ...viewFields(z), ...endFields(z) })
    .refine(({ run, worker }) => (run === undefined) !== (worker === undefined), {
      message: 'needs either run or worker',
    })
    .refine(({ worker, params }) => params === undefined || worker !== undefined, {
      message: 'params are for a worker',
      path: ['params'],
    })
    .refine(({ worker, isolation }) => isolation === undefined || worker !== undefined, {
      message: 'isolation is for a worker',
      path: ['isolation'],
    });
}
function workFields(z) {
  return {
    description: z.string().optional(),
    run: z
      .union([z.string().min(1), z.array(z.string()).min(1)])
      .optional()
      .describe('Text is one `sh -c`; a list is the program and its words.'),
    worker: z
      .string()
      .min(1)
      .optional()
      .describe('A module of the project, run in a thread: no security boundary.'),
    params: z.unknown().optional().describe("The worker's parameters."),
    isolation: z
      .enum(ISOLATIONS)
      .optional()
      .describe('Of a worker: thread, portable, or process, which is a jail; default auto.'),
    matrix: matrixSchema(z)
      .optional()
      .describe('One job for each combination but those in `exclude`; {key} stands for its value.'),
  };
}
const KEY = /^[A-Za-z_][A-Za-z0-9_]*$/;
function matrixSchema(z) {
  const scalar = z.union([z.string(), z.number(), z.boolean()]);
  const matrix = z
    .object({ exclude: z.array(z.record(z.string(), scalar)).optional() })
    .catchall(z.array(scalar).min(1))
    .superRefine((keys, context) => {
      for (const key of Object.keys(keys).filter((one) => !KEY.test(one)))
        context.addIssue({
          code: 'custom',
          path: [key],
          message: 'the key must be letters, digits and "_", no digit first',
        });
    });
  return matrix;
}
function graphFields(z) {
  const needs = z.array(z.string().regex(NEED, 'must be the name of a job'));
  return {
    needs: needs.optional().describe('Jobs that end before, and whose changes this one sees.'),
    prefer: z
      .union([z.string(), z.array(z.string())])
      .optional()
      .describe('The need that wins where two changed the same path.'),
    if: conditionSchema(z).optional().describe('Which outcomes of its needs let it run; default success.'),
    priority: z.number().int().min(-PRIORITY_MAX).max(PRIORITY_MAX).optional(),
  };
}
function viewFields(z) {
  const globs = z.array(z.string().min(1));
  const mount = z.union([
    z.string().min(1),
    z.strictObject({ at: z.string().min(1), access: z.enum(['ro', 'rw']).optional() }),
  ]);
  return {
    inputs: globs.optional().describe('Globs of the project that it sees; default all but .git and outputs.'),
    outputs: globs.optional().describe('Globs of what it makes; default all that it changes.'),
    sandbox: z.string().min(1).optional(),
    cwd: z.string().min(1).optional().describe('Below the project, or absolute in the view.'),
    env: envSchema(z).optional(),
    secrets: z.array(variableSchema(z)).optional().describe('Variables taken over and masked in logs.'),
    network: z.enum(['none', 'host']).optional(),
    caches: z
      .record(z.string().regex(NAME, NAME_RULE), mount)
      .optional()
      .describe('Places that keep what a job leaves in them for the next one.'),
  };
}
function endFields(z) {
  return {
    limits: limitsSchema(z).optional(),
    timeout: durationSchema(z).optional(),
    retry: z
      .number()
      .int()
      .min(0)
      .max(RETRIES_MAX)
      .optional()
      .describe('How often a failure is tried again.'),
    cache: z.boolean().optional().describe('false: always run; true: reuse although it has a network.'),
    optional: z.boolean().optional().describe('Its failure does not fail the run.'),
    artifacts: z
      .array(z.strictObject({ from: z.string().min(1).optional(), to: z.string().min(1) }))
      .optional()
      .describe('Directories of the project as it left them, copied out however it ended.'),
  };
}
function envSchema(z) {
  return z.strictObject({
    pass: z.array(variableSchema(z)).optional(),
    set: z.record(variableSchema(z), z.union([z.string(), z.number(), z.boolean()])).optional(),
  });
}
function conditionSchema(z) {
  return z.union([
    z.enum(['success', 'failure', 'always']),
    z.record(z.string(), z.enum(['success', 'failure', 'skipped', 'any'])),
  ]);
}
function commitSchema(z) {
  const globs = z.array(z.string().min(1));
  return z.strictObject({
    from: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
    to: z.string().min(1),
    onConflict: z
      .enum(['fail', 'ours', 'theirs'])
      .optional()
      .describe('Where the target has something else by now; default ours, what the job made.'),
    only: globs.optional(),
    except: globs.optional(),
  });
}
//# sourceMappingURL=schema.js.map

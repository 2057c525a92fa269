import { parseDuration, parseSize } from '../../base/units.js';
import { EFFECTS } from '../../commit/effects.js';
import { REQUIREMENTS } from './definition.js';
import { isVariableName } from './environment.js';
import { targetOf } from './resolve-view.js';
export function definitionSchema(z) {
  const words = z.array(z.string().min(1));
  return z.strictObject({
    description: z.string().optional(),
    lowers: words.optional(),
    expose: z.array(viewPathSchema(z)).optional(),
    hide: z.array(hidePathSchema(z)).optional(),
    project: viewPathSchema(z).optional(),
    user: z.literal('caller').optional(),
    network: z.enum(['none', 'host']).optional(),
    seccomp: z.string().min(1).optional(),
    env: z
      .strictObject({
        pass: z.array(variableSchema(z)).optional(),
        set: z.record(variableSchema(z), z.string()).optional(),
      })
      .optional(),
    limits: limitsSchema(z).optional(),
    allow: words.optional(),
    deny: z.array(z.union([z.string().min(1), denySchema(z)])).optional(),
    require: z.array(z.enum(REQUIREMENTS)).optional(),
  });
}
function denySchema(z) {
  const globs = z.array(z.string().min(1)).min(1);
  return z
    .strictObject({
      paths: globs.optional(),
      except: globs.optional(),
      what: z.enum(EFFECTS).optional(),
      size: sizeSchema(z).optional(),
      total: sizeSchema(z).optional(),
    })
    .refine(({ paths, what, size, total }) => [paths, what, size, total].some((part) => part !== undefined), {
      message: 'must name paths, what, size or total',
    });
}
export function limitsSchema(z) {
  return z.strictObject({
    memory: sizeSchema(z).optional(),
    cpus: z.number().positive().optional(),
    pids: z.number().int().positive().optional(),
    disk: sizeSchema(z).optional(),
    inodes: z.number().int().positive().optional(),
    diskBy: z.enum(['auto', 'watch', 'tmpfs', 'image']).optional(),
    files: z.number().int().positive().optional(),
    timeout: durationSchema(z).optional(),
    output: sizeSchema(z).optional(),
  });
}
export function sizeSchema(z) {
  return z
    .union([z.string(), z.number()])
    .refine((value) => isTaken(() => parseSize(value, '')), 'must be a size above 0 such as 64M or 2G');
}
/** Text with a unit, or a number of milliseconds. */
export function durationSchema(z) {
  return z
    .union([z.string(), z.number()])
    .refine(
      (value) => isTaken(() => parseDuration(value, '')),
      'must be a duration above 0 such as 500ms, 90s or 10m, 24 days at most',
    );
}
export function viewPathSchema(z) {
  return z.string().refine((path) => isTaken(() => targetOf(path)), 'must be an absolute path without ".."');
}
/** Also `~/x`, in the caller's home. */
function hidePathSchema(z) {
  return z
    .string()
    .refine(
      (path) => isTaken(() => targetOf(path.replace(/^~(?=\/)/, ''))),
      'must be an absolute path without "..", or one that starts with ~/',
    );
}
export function variableSchema(z) {
  return z.string().refine(isVariableName, 'must be letters, digits and "_", no digit first');
}
function isTaken(parse) {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}
//# sourceMappingURL=definition-schema.js.map

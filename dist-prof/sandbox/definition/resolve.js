/** From what a caller asks to what is done: definition and spec joined, checked, and every default filled in. */
import { hostPath, quoteRaw, ROOT_PATH } from '../../base/bytes-path.js';
import { planDisk } from '../../jail/limits/disk.js';
import { BARE, showsMachine } from './definition.js';
import { planEnvironment } from './environment.js';
import { resolveDirectory } from './lowers.js';
import { readDefinition } from './read-definition.js';
import { checkRequirements } from './requirement.js';
import { resolveLimits } from './resolve-limits.js';
import { resolveRules } from './resolve-rules.js';
import { requireLandlock, resolveSeccomp } from './resolve-seccomp.js';
import { rawOf, resolveView, targetOf, usageError } from './resolve-view.js';
/** `view`: what is shown has been resolved before. */
export async function resolveSpec(spec, context, view) {
  const definition = await definitionOf(spec);
  const user = resolveUser(spec, definition);
  const project = resolveProject(spec, definition);
  const landlockAbi = spec.landlock === 'off' ? 0 : context.landlockAbi;
  const network = spec.network ?? definition.network ?? 'none';
  requireLandlock(definition, landlockAbi);
  checkRequirements(definition, { network, driver: spec.driver });
  return {
    command: resolveCommand(spec),
    view: view ?? resolveView({ spec, definition, project, mode: context.mode, homePath: context.homePath }),
    cwd: resolveCwd(spec.cwd, project?.at ?? startOf(definition)),
    env: planEnvironment({ spec, definition, user }),
    user,
    hostname: resolveHostname(spec.hostname),
    network,
    required: definition.require ?? [],
    ...resolveAllLimits(spec, definition, context),
    mustLimit: mustLimit(definition),
    filter: await resolveSeccomp({ spec, definition, user, defaultFilter: () => context.defaultFilter() }),
    landlockAbi,
    rules: resolveRules(definition, spec, project),
    mustUseKernel: definition.require?.includes('kernel-overlay') === true,
  };
}
/** Without a name: just the lowers given; without those either, the machine itself. */
async function definitionOf({ sandbox, lowers }) {
  if (sandbox !== undefined) return await readDefinition(sandbox);
  return lowers === undefined ? await readDefinition('host') : BARE;
}
function resolveAllLimits(spec, definition, { mode }) {
  const limits = resolveLimits(spec.limits, definition.limits);
  const asked = spec.limits?.diskBy ?? definition.limits?.diskBy ?? 'auto';
  return { limits, disk: planDisk({ limits, asked, mode, isRequired: mustLimit(definition) }) };
}
function mustLimit({ require = [] }) {
  return require.includes('limits');
}
function resolveCommand(spec) {
  const command = spec.command.map(rawOf);
  if (command.length > 0 && command[0] !== '') return command;
  throw usageError('There is no command to run', 'Name it after the options, behind `--`.');
}
function resolveProject(spec, definition) {
  if (spec.project === undefined) return undefined;
  const source = resolveDirectory(hostPath(spec.project), 'project').real;
  const at = showsMachine(definition) ? source.slice(1) : targetOf(definition.project ?? '/work');
  return { at, source };
}
function findCaller() {
  return { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0, isCaller: true };
}
/** Where a job starts without a project: over the machine itself, where the caller is. */
function startOf(definition) {
  return showsMachine(definition) ? hostPath(process.cwd()).slice(1) : ROOT_PATH;
}
function resolveCwd(cwd, otherwise) {
  const path = cwd === undefined ? `/${otherwise}` : rawOf(cwd);
  if (!path.startsWith('/'))
    throw usageError(`cwd must be an absolute path in the view, got ${quoteRaw(path)}`);
  return path;
}
function resolveUser(spec, definition) {
  if (spec.user === undefined && definition.user === 'caller') return findCaller();
  const { uid, gid = uid } = spec.user ?? { uid: 0 };
  for (const [name, id] of Object.entries({ uid, gid })) {
    if (!Number.isInteger(id) || id < 0 || id > 65_535)
      throw usageError(`user.${name} must be a number from 0 to 65535, got ${id}`);
  }
  return { uid, gid };
}
function resolveHostname(name = 'layover') {
  if (/^[A-Za-z0-9]([A-Za-z0-9.-]{0,62}[A-Za-z0-9])?$/.test(name)) return name;
  throw usageError(
    `hostname must be letters, digits, dots and hyphens, 64 at most, got ${JSON.stringify(name)}`,
  );
}
//# sourceMappingURL=resolve.js.map

/** From what a caller asks to what is done: definition and spec joined, checked, and every default filled in. */
import { type HostPath, hostPath, quoteRaw, type RawPath, ROOT_PATH } from '../../base/bytes-path.js';
import type { EffectRules } from '../../commit/rules.js';
import type { JobUser } from '../../jail/id-map.js';
import { type DiskPlan, planDisk } from '../../jail/limits/disk.js';
import type { LimitRequest } from '../../jail/limits/request.js';
import type { SeccompFilter } from '../../jail/seccomp/filter.js';
import type { ViewRequest } from '../view/view.js';
import { BARE, type Definition, type Requirement, showsMachine } from './definition.js';
import { planEnvironment } from './environment.js';
import { resolveDirectory } from './lowers.js';
import { readDefinition } from './read-definition.js';
import { checkRequirements } from './requirement.js';
import { resolveLimits } from './resolve-limits.js';
import { resolveRules } from './resolve-rules.js';
import { requireLandlock, resolveSeccomp } from './resolve-seccomp.js';
import { rawOf, resolveView, targetOf, usageError } from './resolve-view.js';
import type { PathLike, RunSpec } from './spec.js';

export interface ResolvedSpec {
  readonly command: readonly RawPath[];
  readonly view: ViewRequest;
  readonly cwd: RawPath;
  /** `KEY=value`, raw. */
  readonly env: readonly string[];
  /** `isCaller`: rootless, the caller by its own number. */
  readonly user: JobUser;
  readonly hostname: string;
  readonly network: 'none' | 'host';
  readonly limits: LimitRequest;
  readonly disk: DiskPlan;
  /** A limit that is not to be had keeps the job from starting. */
  readonly mustLimit: boolean;
  readonly mustUseKernel: boolean;
  readonly required: readonly Requirement[];
  readonly filter: SeccompFilter | undefined;
  /** 0: without. */
  readonly landlockAbi: number;
  /** What a commit of the job may hold. */
  readonly rules: EffectRules | undefined;
}

export interface ResolveContext {
  readonly mode: 'root' | 'rootless';
  readonly homePath: HostPath;
  readonly landlockAbi: number;
  defaultFilter(): SeccompFilter;
}

/** `view`: what is shown has been resolved before. */
export async function resolveSpec(
  spec: RunSpec,
  context: ResolveContext,
  view?: ViewRequest,
): Promise<ResolvedSpec> {
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
async function definitionOf({ sandbox, lowers }: RunSpec): Promise<Definition> {
  if (sandbox !== undefined) return await readDefinition(sandbox);
  return lowers === undefined ? await readDefinition('host') : BARE;
}

function resolveAllLimits(
  spec: RunSpec,
  definition: Definition,
  { mode }: ResolveContext,
): Pick<ResolvedSpec, 'limits' | 'disk'> {
  const limits = resolveLimits(spec.limits, definition.limits);
  const asked = spec.limits?.diskBy ?? definition.limits?.diskBy ?? 'auto';
  return { limits, disk: planDisk({ limits, asked, mode, isRequired: mustLimit(definition) }) };
}

function mustLimit({ require = [] }: Definition): boolean {
  return require.includes('limits');
}

function resolveCommand(spec: RunSpec): RawPath[] {
  const command = spec.command.map(rawOf);
  if (command.length > 0 && command[0] !== '') return command;
  throw usageError('There is no command to run', 'Name it after the options, behind `--`.');
}

function resolveProject(spec: RunSpec, definition: Definition): ViewRequest['project'] {
  if (spec.project === undefined) return undefined;
  const source = resolveDirectory(hostPath(spec.project), 'project').real;
  const at = showsMachine(definition)
    ? (source.slice(1) as RawPath)
    : targetOf(definition.project ?? '/work');
  return { at, source };
}

function findCaller(): ResolvedSpec['user'] {
  return { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0, isCaller: true };
}

/** Where a job starts without a project: over the machine itself, where the caller is. */
function startOf(definition: Definition): RawPath {
  return showsMachine(definition) ? (hostPath(process.cwd()).slice(1) as RawPath) : ROOT_PATH;
}

function resolveCwd(cwd: PathLike | undefined, otherwise: RawPath): RawPath {
  const path = cwd === undefined ? `/${otherwise}` : rawOf(cwd);
  if (!path.startsWith('/'))
    throw usageError(`cwd must be an absolute path in the view, got ${quoteRaw(path as RawPath)}`);
  return path as RawPath;
}

function resolveUser(spec: RunSpec, definition: Definition): ResolvedSpec['user'] {
  if (spec.user === undefined && definition.user === 'caller') return findCaller();
  const { uid, gid = uid } = spec.user ?? { uid: 0 };
  for (const [name, id] of Object.entries({ uid, gid })) {
    if (!Number.isInteger(id) || id < 0 || id > 65_535)
      throw usageError(`user.${name} must be a number from 0 to 65535, got ${id}`);
  }
  return { uid, gid };
}

function resolveHostname(name = 'layover'): string {
  if (/^[A-Za-z0-9]([A-Za-z0-9.-]{0,62}[A-Za-z0-9])?$/.test(name)) return name;
  throw usageError(
    `hostname must be letters, digits, dots and hyphens, 64 at most, got ${JSON.stringify(name)}`,
  );
}

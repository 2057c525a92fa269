/**
 * Seccomp profiles of container engines: the `seccomp.json` of Docker, Podman and the OCI runtime specification.
 *
 * Read as libseccomp reads them: names that the architecture lacks are of no effect, an entry that says what the
 * default says is dropped, and one without conditions replaces those with. `archMap` and `architectures` are of no
 * effect: only native calls are let through. `includes` and `excludes` are judged for the job's own capabilities.
 */
import { constants } from 'node:os';
import { LayoverError } from '../../base/errors.js';
import type { Architecture } from './architecture.js';
import {
  ALLOW,
  type CallPlan,
  type FilterPlan,
  KILL_PROCESS,
  KILL_THREAD,
  LOG,
  type Rule,
  refuse,
  TRAP,
  type Verdict,
} from './plan.js';
import { testsOf } from './profile-arguments.js';
import { type Condition, type Entry, type Profile, profileSchema } from './profile-schema.js';

export interface ProfileContext {
  readonly architecture: Architecture;
  /** What the job keeps, without `CAP_`. */
  readonly capabilities: readonly string[];
  /** As of `uname -r`. */
  readonly kernel: string;
}

/** Throws where the text is no profile, or asks for what only a supervisor outside could answer. */
export async function readSeccompProfile(text: string, context: ProfileContext): Promise<FilterPlan> {
  const profile = await parseProfile(text);
  const unnamed = verdictOf(profile.defaultAction, profile.defaultErrno ?? profile.defaultErrnoRet);
  const drafts = new Map<string, Draft>();
  for (const entry of profile.syscalls) {
    const verdict = verdictOf(entry.action, entry.errno ?? entry.errnoRet);
    if (verdict !== unnamed && isIncluded(entry, context)) addEntry(drafts, entry, verdict);
  }
  const calls = [...drafts].map(([name, draft]) => [name, finish(draft, unnamed)] as const);
  return { architecture: context.architecture, calls: new Map(calls), unnamed };
}

async function parseProfile(text: string): Promise<Profile> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw profileError(`it is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  }
  const checked = (await profileSchema()).safeParse(json);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw profileError(`${issue?.path.map(String).join('.') || 'it'}: ${issue?.message ?? 'not a profile'}`);
}

/** What the entries say of one call so far. */
interface Draft {
  readonly rules: Rule[];
  plain: Verdict | undefined;
}

function addEntry(drafts: Map<string, Draft>, entry: Entry, verdict: Verdict): void {
  for (const name of [...entry.names, ...(entry.name === undefined ? [] : [entry.name])]) {
    const draft = drafts.get(name) ?? { rules: [], plain: undefined };
    drafts.set(name, draft);
    if (entry.args.length === 0) draft.plain ??= verdict;
    else draft.rules.push(...testsOf(entry.args).map((when) => ({ when, verdict })));
  }
}

function finish({ rules, plain }: Draft, unnamed: Verdict): CallPlan {
  return plain === undefined ? { rules, otherwise: unnamed } : { rules: [], otherwise: plain };
}

function isIncluded({ includes, excludes }: Entry, context: ProfileContext): boolean {
  return meets(includes, context, 'every') && !meets(excludes, context, 'some');
}

/** Whether what the condition names is so: all its capabilities, or any of its parts. */
function meets(condition: Condition, context: ProfileContext, how: 'every' | 'some'): boolean {
  const { arches, caps, minKernel } = condition;
  const { aliases } = context.architecture;
  const answers = [
    ...(arches.length > 0 ? [arches.some((arch) => aliases.includes(arch))] : []),
    ...caps.map((name) => context.capabilities.includes(name.replace(/^CAP_/, ''))),
    ...(minKernel === undefined ? [] : [isAtLeast(context.kernel, minKernel)]),
  ];
  return how === 'every' ? answers.every(Boolean) : answers.some(Boolean);
}

function isAtLeast(kernel: string, wanted: string): boolean {
  const [major = 0, minor = 0] = kernel.split(/[.-]/).map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

const VERDICTS: Readonly<Record<string, Verdict>> = {
  SCMP_ACT_ALLOW: ALLOW,
  SCMP_ACT_KILL: KILL_THREAD,
  SCMP_ACT_KILL_THREAD: KILL_THREAD,
  SCMP_ACT_KILL_PROCESS: KILL_PROCESS,
  SCMP_ACT_TRAP: TRAP,
  SCMP_ACT_LOG: LOG,
};

function verdictOf(action: string, errno: string | number = constants.errno.EPERM): Verdict {
  if (action === 'SCMP_ACT_ERRNO') return refuse(errnoOf(errno));
  const verdict = VERDICTS[action];
  if (verdict !== undefined) return verdict;
  throw profileError(`the action ${action} needs a supervisor outside the job, or is unknown`);
}

function errnoOf(errno: string | number): number {
  const number = typeof errno === 'number' ? errno : constants.errno[errno as keyof typeof constants.errno];
  if (number !== undefined) return number;
  throw profileError(`there is no errno ${JSON.stringify(errno)}`);
}

function profileError(problem: string, cause?: unknown): LayoverError {
  return new LayoverError('LAYOVER_DEFINITION', `The seccomp profile cannot be used: ${problem}`, {
    cause,
    hint: 'It must be a seccomp.json as Docker and Podman take it.',
  });
}

/**
 * Seccomp profiles of container engines: the `seccomp.json` of Docker, Podman and the OCI runtime specification.
 *
 * Read as libseccomp reads them: names that the architecture lacks are of no effect, an entry that says what the
 * default says is dropped, and one without conditions replaces those with. `archMap` and `architectures` are of no
 * effect: only native calls are let through. `includes` and `excludes` are judged for the job's own capabilities.
 */
import { constants } from 'node:os';
import { LayoverError } from '../../base/errors.js';
import { ALLOW, KILL_PROCESS, KILL_THREAD, LOG, refuse, TRAP } from './plan.js';
import { testsOf } from './profile-arguments.js';
import { profileSchema } from './profile-schema.js';
/** Throws where the text is no profile, or asks for what only a supervisor outside could answer. */
export async function readSeccompProfile(text, context) {
  const profile = await parseProfile(text);
  const unnamed = verdictOf(profile.defaultAction, profile.defaultErrno ?? profile.defaultErrnoRet);
  const drafts = new Map();
  for (const entry of profile.syscalls) {
    const verdict = verdictOf(entry.action, entry.errno ?? entry.errnoRet);
    if (verdict !== unnamed && isIncluded(entry, context)) addEntry(drafts, entry, verdict);
  }
  const calls = [...drafts].map(([name, draft]) => [name, finish(draft, unnamed)]);
  return { architecture: context.architecture, calls: new Map(calls), unnamed };
}
async function parseProfile(text) {
  let json;
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
function addEntry(drafts, entry, verdict) {
  for (const name of [...entry.names, ...(entry.name === undefined ? [] : [entry.name])]) {
    const draft = drafts.get(name) ?? { rules: [], plain: undefined };
    drafts.set(name, draft);
    if (entry.args.length === 0) draft.plain ??= verdict;
    else draft.rules.push(...testsOf(entry.args).map((when) => ({ when, verdict })));
  }
}
function finish({ rules, plain }, unnamed) {
  return plain === undefined ? { rules, otherwise: unnamed } : { rules: [], otherwise: plain };
}
function isIncluded({ includes, excludes }, context) {
  return meets(includes, context, 'every') && !meets(excludes, context, 'some');
}
/** Whether what the condition names is so: all its capabilities, or any of its parts. */
function meets(condition, context, how) {
  const { arches, caps, minKernel } = condition;
  const { aliases } = context.architecture;
  const answers = [
    ...(arches.length > 0 ? [arches.some((arch) => aliases.includes(arch))] : []),
    ...caps.map((name) => context.capabilities.includes(name.replace(/^CAP_/, ''))),
    ...(minKernel === undefined ? [] : [isAtLeast(context.kernel, minKernel)]),
  ];
  return how === 'every' ? answers.every(Boolean) : answers.some(Boolean);
}
function isAtLeast(kernel, wanted) {
  const [major = 0, minor = 0] = kernel.split(/[.-]/).map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}
const VERDICTS = {
  SCMP_ACT_ALLOW: ALLOW,
  SCMP_ACT_KILL: KILL_THREAD,
  SCMP_ACT_KILL_THREAD: KILL_THREAD,
  SCMP_ACT_KILL_PROCESS: KILL_PROCESS,
  SCMP_ACT_TRAP: TRAP,
  SCMP_ACT_LOG: LOG,
};
function verdictOf(action, errno = constants.errno.EPERM) {
  if (action === 'SCMP_ACT_ERRNO') return refuse(errnoOf(errno));
  const verdict = VERDICTS[action];
  if (verdict !== undefined) return verdict;
  throw profileError(`the action ${action} needs a supervisor outside the job, or is unknown`);
}
function errnoOf(errno) {
  const number = typeof errno === 'number' ? errno : constants.errno[errno];
  if (number !== undefined) return number;
  throw profileError(`there is no errno ${JSON.stringify(errno)}`);
}
function profileError(problem, cause) {
  return new LayoverError('LAYOVER_DEFINITION', `The seccomp profile cannot be used: ${problem}`, {
    cause,
    hint: 'It must be a seccomp.json as Docker and Podman take it.',
  });
}
//# sourceMappingURL=profile.js.map

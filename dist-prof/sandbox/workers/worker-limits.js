/** What a worker's thread can be held to, and what it is refused for. */
import { release } from 'node:os';
import { LayoverError } from '../../base/errors.js';
import { unmeasuredIn } from '../../jail/outcome.js';
import { readDefinition } from '../definition/read-definition.js';
/** Refuses what a thread cannot give: it is no security boundary. */
export async function checkWorkerSpec(spec) {
  const definition = spec.sandbox === undefined ? {} : await readDefinition(spec.sandbox);
  const wanted = findProtection(definition, spec) ?? findSetting(spec);
  if (wanted === undefined) return;
  throw new LayoverError(
    'LAYOVER_UNSUPPORTED',
    `${wanted}, which a worker in a thread cannot be held to: it is no security boundary`,
    { hint: 'Run it in a process of its own, in that sandbox: isolation: process.' },
  );
}
/** What is asked for that only a jail gives, in words. */
function findProtection({ require = [], seccomp = 'off' }, spec) {
  const given = spec.isolation === 'portable' ? [] : ['kernel-overlay'];
  const more = require.filter((requirement) => !given.includes(requirement));
  if (more.length > 0) return `The sandbox ${spec.sandbox} requires ${more.join(', ')}`;
  if ((spec.seccomp ?? seccomp) !== 'off') return 'There is to be a filter of system calls';
  return spec.network === 'none' ? 'The network is to be off' : undefined;
}
function findSetting({ user, driver = 'auto' }) {
  if (user !== undefined && user.uid !== 0) return `The user is to be ${user.uid}`;
  return ['auto', 'kernel'].includes(driver) ? undefined : `The driver is to be ${driver}`;
}
/** Whether the portable runner may stand in for a thread: not where more was asked for than it gives. */
export async function mayBePortable(spec) {
  const { require = [] } = spec.sandbox === undefined ? {} : await readDefinition(spec.sandbox);
  return require.length === 0 && spec.network !== 'none';
}
const KINDS = {
  memoryBytes: 'soft',
  cpus: 'unavailable',
  pids: 'unavailable',
  diskBytes: 'unavailable',
  inodes: 'unavailable',
  files: 'unavailable',
  timeoutMs: 'hard',
  outputBytes: 'hard',
};
const WORDS = {
  memoryBytes: 'memory',
  cpus: 'processors',
  pids: 'processes',
  diskBytes: 'disk',
  inodes: 'inodes',
  files: 'open files',
  timeoutMs: 'time',
  outputBytes: 'output',
};
/** Of those limits that were asked for. */
function limitsOfThread(request) {
  const asked = Object.keys(KINDS).filter((name) => request[name] !== undefined);
  const limits = Object.fromEntries(asked.map((name) => [name, { value: request[name], kind: KINDS[name] }]));
  const fallbacks = asked
    .filter((name) => KINDS[name] !== 'hard')
    .map((name) => ({
      wanted: `a limit of ${WORDS[name]}`,
      used:
        name === 'memoryBytes' ? 'a limit of the JavaScript heap; array buffers are not counted' : 'nothing',
      reason: 'a thread shares all else with its process',
    }));
  return { limits: limits, fallbacks };
}
const BOUNDARIES = {
  thread: 'no security boundary',
  portable: 'no security boundary; children and native code would see the host',
};
export function receiptOfWorker({ machine, resolved, kind, ...setup }, leaks) {
  const { limits, fallbacks } = limitsOfThread(resolved.limits);
  return {
    kernel: release(),
    mode: machine.mode,
    launcher: 'file',
    namespaces: kind === 'portable' ? [] : ['mount', ...(machine.mode === 'rootless' ? ['user'] : [])],
    idMap: '',
    network: 'host',
    ...(kind === 'portable' ? { driver: 'portable' } : { driver: 'kernel', layersBy: 'descriptor' }),
    capabilities: ['all of the worker process'],
    seccomp: 'off',
    landlockAbi: 0,
    limits,
    leases: { proven: 0, unproven: 0 },
    unmeasured: unmeasuredIn({ wallMs: 0 }),
    isolation: { kind, boundary: BOUNDARIES[kind], leaks },
    fallbacks: [...machine.fallbacks, ...(resolved.view.fallbacks ?? []), ...setup.fallbacks, ...fallbacks],
  };
}
//# sourceMappingURL=worker-limits.js.map

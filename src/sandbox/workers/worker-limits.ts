/** What a worker's thread can be held to, and what it is refused for. */
import { release } from 'node:os';
import { LayoverError } from '../../base/errors.js';
import type { LimitRequest } from '../../jail/limits/request.js';
import { unmeasuredIn } from '../../jail/outcome.js';
import type { Fallback, LimitName, LimitReceipt, Receipt } from '../../jail/receipt.js';
import type { Definition, Requirement } from '../definition/definition.js';
import { readDefinition } from '../definition/read-definition.js';
import type { ResolvedSpec } from '../definition/resolve.js';
import type { WorkerSpec } from '../definition/worker-spec.js';
import type { Machine } from '../machine.js';

/** Refuses what a thread cannot give: it is no security boundary. */
export async function checkWorkerSpec(spec: WorkerSpec): Promise<void> {
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
function findProtection(
  { require = [], seccomp = 'off', network }: Definition,
  spec: WorkerSpec,
): string | undefined {
  const given: readonly Requirement[] = spec.isolation === 'portable' ? [] : ['kernel-overlay'];
  const more = require.filter((requirement) => !given.includes(requirement));
  if (more.length > 0) return `The sandbox ${spec.sandbox} requires ${more.join(', ')}`;
  if ((spec.seccomp ?? seccomp) !== 'off') return 'There is to be a filter of system calls';
  const isPortable = spec.isolation === 'portable';
  return isPortable && (spec.network ?? network) === 'none' ? 'The network is to be off' : undefined;
}

function findSetting({ user, driver = 'auto' }: WorkerSpec): string | undefined {
  if (user !== undefined && user.uid !== 0) return `The user is to be ${user.uid}`;
  return ['auto', 'kernel'].includes(driver) ? undefined : `The driver is to be ${driver}`;
}

/** Whether the portable runner may stand in for a thread: not where more was asked for, in so many words, than it gives. */
export async function mayBePortable(spec: WorkerSpec): Promise<boolean> {
  const { require = [], network }: Definition =
    spec.sandbox === undefined ? {} : await readDefinition(spec.sandbox);
  return require.length === 0 && (spec.network ?? network) !== 'none';
}

const KINDS: Readonly<Record<LimitName, LimitReceipt['kind']>> = {
  memoryBytes: 'soft',
  cpus: 'unavailable',
  pids: 'unavailable',
  diskBytes: 'unavailable',
  inodes: 'unavailable',
  files: 'unavailable',
  timeoutMs: 'hard',
  outputBytes: 'hard',
};

const WORDS: Readonly<Record<LimitName, string>> = {
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
function limitsOfThread(request: LimitRequest): {
  limits: Receipt['limits'];
  fallbacks: readonly Fallback[];
} {
  const asked = (Object.keys(KINDS) as LimitName[]).filter((name) => request[name] !== undefined);
  const limits = Object.fromEntries(asked.map((name) => [name, { value: request[name], kind: KINDS[name] }]));
  const fallbacks = asked
    .filter((name) => KINDS[name] !== 'hard')
    .map((name) => ({
      wanted: `a limit of ${WORDS[name]}`,
      used:
        name === 'memoryBytes' ? 'a limit of the JavaScript heap; array buffers are not counted' : 'nothing',
      reason: 'a thread shares all else with its process',
    }));
  return { limits: limits as Receipt['limits'], fallbacks };
}

export type WorkerKind = 'thread' | 'portable';

const BOUNDARIES: Readonly<Record<WorkerKind, string>> = {
  thread: 'no security boundary',
  portable: 'no security boundary; children and native code would see the host',
};

export interface AccountedWorker {
  readonly machine: Machine;
  readonly resolved: ResolvedSpec;
  readonly kind: WorkerKind;
  readonly fallbacks: readonly Fallback[];
}

export function receiptOfWorker(
  { machine, resolved, kind, ...setup }: AccountedWorker,
  leaks: readonly string[],
): Receipt {
  const { limits, fallbacks } = limitsOfThread(resolved.limits);
  const network = kind === 'portable' ? 'host' : resolved.network;
  return {
    kernel: release(),
    mode: machine.mode,
    launcher: 'file',
    namespaces: kind === 'portable' ? [] : namespacesOfThread(machine.mode, network),
    idMap: '',
    network,
    ...(kind === 'portable' ? { driver: 'portable' } : { driver: 'kernel', layersBy: 'descriptor' }),
    capabilities: ['all of the worker process'],
    seccomp: 'off',
    landlockAbi: 0,
    limits,
    leases: { proven: 0, unproven: 0 },
    unmeasured: unmeasuredIn({ wallMs: 0 }),
    isolation: { kind, boundary: BOUNDARIES[kind], leaks },
    fallbacks: [
      ...machine.fallbacks,
      ...(resolved.view.fallbacks ?? []),
      ...setup.fallbacks,
      ...(network === resolved.network ? [] : [ON_THE_HOSTS_NETWORK]),
      ...fallbacks,
    ],
  };
}

const ON_THE_HOSTS_NETWORK: Fallback = {
  wanted: 'no network',
  used: 'the network of the host',
  reason: 'the portable runner has no privilege to leave it',
};

function namespacesOfThread(mode: Machine['mode'], network: 'none' | 'host'): Receipt['namespaces'] {
  return ['mount', ...(mode === 'rootless' ? ['user'] : []), ...(network === 'none' ? ['net'] : [])];
}

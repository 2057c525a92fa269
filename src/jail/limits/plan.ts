/** What holds each limit of a job on this machine: a control group, rlimits, the runner itself, or nothing. */
import { LayoverError } from '../../base/errors.js';
import type { Rlimit } from '../launch-spec.js';
import type { Fallback, LimitName, LimitReceipt, Receipt } from '../receipt.js';
import type { DiskPlan } from './disk.js';
import type { GroupLimit, Groups, Refusal } from './group.js';
import type { LimitRequest } from './request.js';
import { planRlimits } from './rlimits.js';

export interface LimitPlan {
  readonly rlimits: readonly Rlimit[];
  readonly receipt: Receipt['limits'];
  readonly fallbacks: readonly Fallback[];
}

interface Spare {
  readonly wanted: string;
  readonly used: string;
  readonly kind: LimitReceipt['kind'];
}

const WATCH = '`diskBy: watch` asks for a soft one';

/** What is done where no group can hold it. */
const SPARES: Readonly<Record<GroupLimit, Spare>> = {
  memoryBytes: { wanted: 'a limit of memory', used: 'RLIMIT_DATA of each process', kind: 'soft' },
  cpus: { wanted: 'a limit of processors', used: 'nothing', kind: 'unavailable' },
  pids: { wanted: 'a limit of processes', used: 'RLIMIT_NPROC of each user', kind: 'soft' },
};

/** `isRequired`: LAYOVER_UNSUPPORTED where the kernel does not hold a limit that is asked for, as it was asked for. */
export function planLimits(
  request: LimitRequest,
  {
    groups,
    isRequired,
    disk = { by: 'watch' },
  }: { readonly groups: Groups; readonly isRequired: boolean; readonly disk?: DiskPlan },
): LimitPlan {
  const refusals = findRefusals(request, groups);
  const fallbacks: Fallback[] = [];
  for (const [limit, { reason, remedy }] of refusals) {
    const { wanted, used } = SPARES[limit];
    if (isRequired) throw unavailable(wanted, { reason, remedy });
    fallbacks.push({ wanted, used, reason });
  }
  if (disk.fallback !== undefined && isRequired)
    throw unavailable(disk.fallback.wanted, { reason: disk.fallback.reason, remedy: WATCH });
  return {
    rlimits: rlimitsFor(request, refusals),
    receipt: receiptOf(request, refusals, disk),
    fallbacks: [...fallbacks, ...(disk.fallback === undefined ? [] : [disk.fallback])],
  };
}

type Refusals = ReadonlyMap<GroupLimit, Refusal>;

function findRefusals(request: LimitRequest, groups: Groups): Refusals {
  const asked = (['memoryBytes', 'cpus', 'pids'] as const).filter((limit) => request[limit] !== undefined);
  const pairs = asked.map((limit) => [limit, groups.refusalOf(limit)] as const);
  return new Map(pairs.filter((pair): pair is [GroupLimit, Refusal] => pair[1] !== undefined));
}

const PIDS_DEFAULT = 4_096;

function rlimitsFor({ memoryBytes, pids, diskBytes, files }: LimitRequest, refusals: Refusals): Rlimit[] {
  // Above what a group holds: there the group is to refuse first, since it counts its refusals.
  const spare = Math.max(PIDS_DEFAULT, 2 * (pids ?? 0));
  return planRlimits({
    files,
    fileBytes: diskBytes,
    memoryBytes: refusals.has('memoryBytes') ? memoryBytes : undefined,
    pids: refusals.has('pids') && pids !== undefined ? pids : spare,
  });
}

// Disk use is as hard as what holds it; the others are held by the kernel, or by whoever passes the output on.
const KINDS: Readonly<Record<LimitName, LimitReceipt['kind']>> = {
  memoryBytes: 'hard',
  cpus: 'hard',
  pids: 'hard',
  diskBytes: 'soft',
  inodes: 'soft',
  files: 'hard',
  timeoutMs: 'hard',
  outputBytes: 'hard',
};

function receiptOf(request: LimitRequest, refusals: Refusals, { by }: DiskPlan): Receipt['limits'] {
  const names = Object.keys(KINDS) as LimitName[];
  const entries = names.flatMap((name): Array<[LimitName, LimitReceipt]> => {
    const value = request[name];
    if (value === undefined) return [];
    if (name === 'diskBytes' || name === 'inodes')
      return [[name, { value, kind: by === 'watch' ? 'soft' : 'hard', by }]];
    const refused = refusals.has(name as GroupLimit);
    return [[name, { value, kind: refused ? SPARES[name as GroupLimit].kind : KINDS[name] }]];
  });
  return Object.fromEntries(entries) as Receipt['limits'];
}

function unavailable(wanted: string, { reason, remedy }: Refusal): LayoverError {
  const hint = remedy === undefined ? undefined : `Put it right, or do not require limits: ${remedy}`;
  return new LayoverError('LAYOVER_UNSUPPORTED', `There is no ${wanted.replace(/^a /, '')} here: ${reason}`, {
    hint,
  });
}

/**
 * The limits of one job: put in place before it starts, watched while it runs, and asked at its end for what it used
 * and what it ran into. `end` sees the job's group empty and removes it, before anybody reads what the job wrote.
 */
import { constants } from 'node:os';
import type { Confinement } from '../../jail/launch-spec.js';
import type { GroupUsage, JobGroup } from '../../jail/limits/group.js';
import { type LimitPlan, planLimits } from '../../jail/limits/plan.js';
import type { LimitRequest } from '../../jail/limits/request.js';
import { isSuccess, type Outcome } from '../../jail/outcome.js';
import type { CommandEnd } from '../../jail/reply.js';
import type { ResolvedSpec } from '../definition/resolve.js';
import type { Ending } from '../life/ending.js';
import type { Machine } from '../machine.js';
import type { JobDirectory } from '../state/jobs.js';
import type { DiskLimit, DiskPlace } from './disk-place.js';
import { DiskWatch, type DiskWatchRequest } from './disk-watch.js';
import { FileWatch } from './file-watch.js';
import { groupName } from './groups.js';

/** How often a v1 group is asked for processes that the kernel ended. */
const OOM_INTERVAL_MS = 25;

/** How often a file system of a fixed size is asked whether it is full: it may be emptied again before the end. */
const FULL_INTERVAL_MS = 50;

export type DiskSource = Pick<DiskWatchRequest, 'fd' | 'measure'>;

export class JobLimits {
  readonly plan: LimitPlan;
  readonly #request: LimitRequest;
  readonly #group: JobGroup | undefined;
  #oomTimer: NodeJS.Timeout | undefined;
  #fullTimer: NodeJS.Timeout | undefined;
  #full: DiskLimit | undefined;
  #diskWatch: DiskWatch | undefined;
  #fileWatch: FileWatch | undefined;
  #counted: Counted = NOTHING_COUNTED;
  #hasEnded = false;

  private constructor(request: LimitRequest, plan: LimitPlan, group: JobGroup | undefined) {
    this.#request = request;
    this.plan = plan;
    this.#group = group;
  }

  /**
   * Makes the job's group where a limit asks for one: the end of a job needs none, its pid namespace sees to that.
   * LAYOVER_UNSUPPORTED where a limit is required and not to be had.
   */
  static async open(resolved: ResolvedSpec, machine: Machine, directory: JobDirectory): Promise<JobLimits> {
    const groups = await machine.groups();
    const plan = planLimits(resolved.limits, { groups, isRequired: resolved.mustLimit, disk: resolved.disk });
    const { memoryBytes, cpus, pids, diskBytes, inodes, files } = resolved.limits;
    // Those of files and of the disk want to know which processes there are.
    const asked = [memoryBytes, cpus, pids, diskBytes, inodes, files];
    const isAsked = asked.some((limit) => limit !== undefined);
    const name = groupName(machine.home, directory.id);
    const group = isAsked ? groups.make(name, { memoryBytes, cpus, pids }) : undefined;
    return new JobLimits(resolved.limits, plan, group);
  }

  get confinement(): Confinement {
    const { joins = [], birth } = this.#group ?? {};
    return { joins, birth, rlimits: this.plan.rlimits };
  }

  /** What the group counted; once the job has ended. */
  get usage(): GroupUsage {
    return this.#counted.usage;
  }

  watch(ending: Ending, disk: DiskSource, place: Pick<DiskPlace, 'findFull'>): void {
    const { memoryBytes, diskBytes, inodes, files } = this.#request;
    const isWatched = [this.plan.receipt.diskBytes, this.plan.receipt.inodes].some(
      (one) => one?.by === 'watch',
    );
    const group = this.#group;
    if (memoryBytes !== undefined && group?.endsTogether === false) {
      this.#oomTimer = setInterval(() => {
        if (group.countOomKills() > 0) ending.cut({ kind: 'out-of-memory', limitBytes: memoryBytes });
      }, OOM_INTERVAL_MS);
    }
    if (files !== undefined && group !== undefined)
      this.#fileWatch = new FileWatch(files, () => this.listProcesses());
    if (!isWatched) {
      if (diskBytes !== undefined) this.#fullTimer = setInterval(() => this.#look(place), FULL_INTERVAL_MS);
      return;
    }
    this.#diskWatch = new DiskWatch({
      ...disk,
      limit: { bytes: diskBytes ?? Number.POSITIVE_INFINITY, entries: inodes ?? Number.POSITIVE_INFINITY },
      listProcesses: () => this.listProcesses(),
      onFull: (which) => ending.cut({ kind: 'limit', which }),
    });
  }

  /** How the job ended: by the limit that this comes from, where it does. */
  judge(end: CommandEnd): Outcome {
    const { memoryBytes, timeoutMs } = this.#request;
    if (end.isTimedOut && timeoutMs !== undefined) return { kind: 'timed-out', afterMs: timeoutMs };
    if (memoryBytes !== undefined && this.#counted.oomKills > 0)
      return { kind: 'out-of-memory', limitBytes: memoryBytes };
    const outcome = commandOutcome(end);
    const which = isSuccess(outcome) ? undefined : this.#findCause(outcome);
    return which === undefined ? outcome : { kind: 'limit', which };
  }

  #look(place: Pick<DiskPlace, 'findFull'>): void {
    this.#full ??= place.findFull();
  }

  /** A command that fails where a limit was met is taken to have failed by it. */
  #findCause(outcome: Outcome): 'pids' | 'files' | DiskLimit | undefined {
    const { pids, diskBytes } = this.#request;
    if (pids !== undefined && this.#counted.refusedForks > 0) return 'pids';
    if (this.#full !== undefined) return this.#full;
    if (diskBytes !== undefined && isFileTooLarge(outcome)) return 'disk';
    return this.#fileWatch?.isMet ? 'files' : undefined;
  }

  /** Numbers of the job's processes, where a group knows them. */
  listProcesses(): number[] {
    return this.#group?.listProcesses() ?? [];
  }

  stopWatching(): void {
    clearInterval(this.#oomTimer);
    clearInterval(this.#fullTimer);
    this.#diskWatch?.[Symbol.dispose]();
    this.#fileWatch?.[Symbol.dispose]();
  }

  /** Once is enough, twice is fine. LAYOVER_QUARANTINED where the job's group does not get empty. */
  async end(place?: Pick<DiskPlace, 'findFull'>): Promise<void> {
    if (place !== undefined) this.#look(place);
    this.stopWatching();
    if (this.#group === undefined || this.#hasEnded) return;
    this.#hasEnded = true;
    this.#counted = count(this.#group);
    await this.#group.end();
  }
}

function commandOutcome({ isSignaled, status }: CommandEnd): Outcome {
  if (!isSignaled) return { kind: 'exited', exitCode: status };
  return { kind: 'signaled', signal: signalName(status) };
}

/** Real-time signals have no name in Node; they keep their number. */
function signalName(number: number): NodeJS.Signals {
  const named = Object.entries(constants.signals).find(([, value]) => value === number);
  return (named?.[0] ?? `SIG${number}`) as NodeJS.Signals;
}

/** By the signal itself, or by a shell that tells of it. */
function isFileTooLarge(outcome: Outcome): boolean {
  if (outcome.kind === 'signaled') return outcome.signal === 'SIGXFSZ';
  return outcome.kind === 'exited' && outcome.exitCode === 128 + constants.signals.SIGXFSZ;
}

interface Counted {
  readonly oomKills: number;
  readonly refusedForks: number;
  readonly usage: GroupUsage;
}

const NOTHING_COUNTED: Counted = { oomKills: 0, refusedForks: 0, usage: {} };

function count(group: JobGroup): Counted {
  return {
    oomKills: group.countOomKills(),
    refusedForks: group.countRefusedForks(),
    usage: group.readUsage(),
  };
}

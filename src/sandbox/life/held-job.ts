/**
 * A job that is ready but for its command: what a job like the last one would need, made while nobody waits. It has a
 * directory, ids, limits and a mounted view of its own, and an init that waits in it. It becomes one job, or none.
 */
import { hostPath, type RawPath } from '../../base/bytes-path.js';
import type { CommandSpec } from '../../jail/launch-spec.js';
import type { HeldLaunch, Launched } from '../../jail/launched.js';
import { syscalls } from '../../native/syscalls.js';
import { removeTree } from '../../tree/remove.js';
import { notAtRest } from '../state/quarantine.js';
import { describeGround } from '../view/ground.js';
import { orderMounts } from '../view/mount-order.js';
import { type MadePlaces, makePlaces } from '../view/places.js';
import { JobPipes } from './job-pipes.js';
import { abandonJob, endNow, giveUpMeans, type JobMeans, type JobPlan, jailSpec, locksOf } from './setup.js';
import { takeMeans } from './take-means.js';

export type HeldPlan = Pick<JobPlan, 'resolved' | 'view' | 'machine' | 'way'>;

interface HeldParts {
  readonly plan: HeldPlan;
  readonly means: JobMeans;
  readonly made: MadePlaces;
  readonly pipes: JobPipes;
  readonly launched: HeldLaunch;
  readonly ground: string;
}

/**
 * All that two jobs must have in common for one to run in what was made for the other. Undefined where nothing is made
 * ahead: for a terminal, a profile, the machine's own view, and drivers and disks that cost more than they save.
 */
export function describeJail({
  spec,
  resolved,
  view,
  way,
  fallbacks,
  timeline,
}: JobPlan): string | undefined {
  const isPlain = resolved.disk.by === 'watch' && way.driver.name === 'kernel' && fallbacks.length === 0;
  const isOwn = (resolved.view.places ?? []).length === 0;
  if (!isPlain || !isOwn || spec.terminal !== undefined || timeline !== undefined) return undefined;
  const { user, hostname, network, limits, mustLimit, filter, landlockAbi } = resolved;
  return JSON.stringify([
    view,
    way.layersBy,
    user,
    hostname,
    network,
    limits,
    mustLimit,
    filter?.digest,
    landlockAbi,
  ]);
}

export class HeldJob implements AsyncDisposable {
  readonly key: string;
  readonly #parts: HeldParts;
  #hasEnded = false;

  private constructor(key: string, parts: HeldParts) {
    this.key = key;
    this.#parts = parts;
    const note = (): void => {
      this.#hasEnded = true;
    };
    parts.launched.ended.then(note, note);
  }

  get means(): JobMeans {
    return this.#parts.means;
  }

  get made(): MadePlaces {
    return this.#parts.made;
  }

  get pipes(): JobPipes {
    return this.#parts.pipes;
  }

  /** Gives it its command. A command that cannot be given is told of when the job has ended. */
  async start(command: CommandSpec): Promise<Launched> {
    const { launched } = this.#parts;
    try {
      launched.start(command);
      return launched;
    } catch (error) {
      await endNow(launched);
      throw error;
    }
  }

  /** Whether it can be a job of this key now: it lives, and nothing below its view has changed since it was mounted. */
  fits(key: string): boolean {
    const { plan, ground } = this.#parts;
    return !this.#hasEnded && key === this.key && describeGround(plan.view) === ground;
  }

  /** Undefined where its view stands on too much to be compared later. */
  static async make(plan: HeldPlan, key: string): Promise<HeldJob | undefined> {
    const ground = describeGround(plan.view);
    if (ground === undefined) return undefined;
    try {
      const means = await takeMeans(plan);
      return new HeldJob(key, { plan, means, ground, ...(await launchIn(plan, means)) });
    } catch {
      return undefined; // whoever asks for such a job finds out why
    }
  }

  /** Nobody wants it: it ends, and leaves nothing behind. */
  async [Symbol.asyncDispose](): Promise<void> {
    const { plan, means, pipes, launched } = this.#parts;
    launched.hold(true);
    const end = await endNow(launched);
    pipes.close();
    if (end?.kind === 'ended') means.ids.release();
    else means.ids.giveUp();
    const stuck = end?.kind === 'stuck' ? notAtRest('what was made ahead of it does not end') : undefined;
    await abandonJob(stuck, { machine: plan.machine, ...means });
    syscalls.flock(means.directory.lock, 'unlock');
    syscalls.close(means.directory.lock);
    // A handful of empty directories; a runner that is closing empties its trash no more.
    if (end?.kind === 'ended') removeTree(hostPath(plan.machine.home.trash), means.directory.id as RawPath);
  }
}

/** Where it fails, nothing of its means is held any more. */
async function launchIn(
  plan: HeldPlan,
  means: JobMeans,
): Promise<Pick<HeldParts, 'made' | 'pipes' | 'launched'>> {
  const { resolved, view, machine, way } = plan;
  let pipes: JobPipes | undefined;
  try {
    const made = await makePlaces({
      places: view.places,
      jobPath: means.place.path,
      driver: way.driver,
      context: { mode: machine.mode, idMap: means.ids.idMap },
      trees: () => machine.trees(),
    });
    const keeper = await machine.keeper();
    const spec = jailSpec({ resolved, machine, way, ...means }, orderMounts(made.mounts, view.mounts));
    pipes = new JobPipes();
    const launched = keeper.hold(spec, { ...pipes.ends, locks: locksOf(means) });
    pipes.closeJobEnds();
    return { made, pipes, launched };
  } catch (error) {
    pipes?.close();
    throw await giveUpMeans(error, { machine, ...means });
  }
}

/**
 * A process that runs one job's function in a jail of its own, the same jail that a command of that sandbox gets. It is
 * started ahead: with its own directory, ids, limits and view over a fresh upper; then it is given its job, or it is
 * thrown away. It never has a second one.
 */
import { randomBytes } from 'node:crypto';
import type { LaunchEnd, Launched } from '../../jail/keeper.js';
import type { LaunchSpec } from '../../jail/launch-spec.js';
import { LayerLease } from '../../layers/lock.js';
import { syscalls } from '../../native/syscalls.js';
import { MARKER_BYTES } from '../../worker/process-messages.js';
import type { ResolvedSpec } from '../definition/resolve.js';
import { explainFailure } from '../life/explain.js';
import {
  abandonJob,
  commandSpec,
  endNow,
  giveUpMeans,
  type JobMeans,
  type JobPlan,
  type JobSetup,
  jailSpec,
  locksOf,
} from '../life/setup.js';
import { takeMeans } from '../life/take-means.js';
import { orderMounts } from '../view/mount-order.js';
import { type MadePlaces, makePlaces } from '../view/places.js';
import { ChildStreams } from './child-streams.js';

/** `resolved.command` starts the process; its last word, the marker, is added here. */
export type JobProcessRequest = Omit<JobPlan, 'timeline'>;

export class JobProcess implements AsyncDisposable {
  readonly setup: JobSetup;
  readonly made: MadePlaces;
  readonly streams: ChildStreams;
  readonly launched: Launched;
  readonly #lease: LayerLease;
  #isOver = false;
  #hasEnded = false;

  private constructor(
    setup: JobSetup,
    { made, streams, launched, lease }: Started & { readonly lease: LayerLease },
  ) {
    this.setup = setup;
    this.made = made;
    this.streams = streams;
    this.launched = launched;
    this.#lease = lease;
    const note = (): void => {
      this.#hasEnded = true;
    };
    launched.ended.then(note, note);
  }

  /** Whether it can be given a job. */
  get isAlive(): boolean {
    return !this.#hasEnded && !this.#isOver;
  }

  /** Whether it holds this program open: not while it only waits. */
  hold(isHeld: boolean): void {
    this.launched.hold(isHeld);
    this.streams.hold(isHeld);
  }

  /** When this returns, it waits for its job. SetupError where its jail cannot be made. */
  static async start(request: JobProcessRequest): Promise<JobProcess> {
    const { machine, resolved, view } = request;
    const { lowers, places = [] } = resolved.view;
    const lease = new LayerLease(machine.home.store, [...lowers, ...places.flatMap((one) => one.lowers)]);
    let means: JobMeans | undefined;
    try {
      means = await takeMeans({ machine, resolved });
      const setup: JobSetup = { ...request, view, ...means };
      const child = new JobProcess(setup, { ...(await startIn(setup)), lease });
      child.hold(false);
      return child;
    } catch (error) {
      const cause = means === undefined ? error : await giveUpMeans(error, { machine, ...means });
      lease[Symbol.dispose]();
      throw cause;
    }
  }

  /** After its end, when what it left has been read and recorded. */
  release(): void {
    const { ids, directory, place, machine } = this.setup;
    place.drop();
    ids.release();
    syscalls.flock(directory.lock, 'unlock'); // the keeper has a copy: see runJob
    this.#close();
    machine.prepareNext();
  }

  /** Whatever it does, it ends, and leaves nothing behind but what must not be touched; the error to throw. */
  async abandon(error: unknown): Promise<unknown> {
    if (this.#isOver) return error;
    this.hold(true);
    await endNow(this.launched);
    this.setup.ids.giveUp();
    const cause = await abandonJob(error, this.setup);
    this.#close();
    return cause;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.abandon(undefined);
  }

  #close(): void {
    this.#isOver = true;
    this.streams.destroy();
    syscalls.close(this.setup.directory.lock);
    this.#lease[Symbol.dispose]();
  }
}

interface Started {
  readonly made: MadePlaces;
  readonly streams: ChildStreams;
  readonly launched: Launched;
}

async function startIn(setup: JobSetup): Promise<Started> {
  const { machine, view, place, way, ids } = setup;
  const made = await makePlaces({
    places: view.places,
    jobPath: place.path,
    driver: way.driver,
    context: { mode: machine.mode, idMap: ids.idMap },
    trees: () => machine.trees(),
  });
  const marker = randomBytes(MARKER_BYTES);
  const streams = new ChildStreams(marker);
  try {
    const launched = await launchWith(setup, { made, streams, word: marker.toString('hex') });
    const failed = await Promise.race([streams.ready, launched.ended]);
    if (failed !== undefined) throw failureOf(failed);
    return { made, streams, launched };
  } catch (error) {
    streams.destroy();
    throw error;
  }
}

interface LaunchRequest {
  readonly made: MadePlaces;
  readonly streams: ChildStreams;
  readonly word: string;
}

async function launchWith(setup: JobSetup, { made, streams, word }: LaunchRequest): Promise<Launched> {
  const { machine, resolved, view } = setup;
  const keeper = await machine.keeper();
  const { end, cwd } = commandSpec(resolved);
  const own: LaunchSpec = {
    ...jailSpec(setup, orderMounts(made.mounts, view.mounts)),
    cwd,
    args: [...wordsOf(resolved), word],
    env: [], // the job brings its own
    ...(end && { end: { ...end, timeoutMs: undefined } }), // its time begins with the job
  };
  try {
    return keeper.launch(own, { ...streams.ends, locks: locksOf(setup) });
  } finally {
    streams.closeJobEnds();
  }
}

/** A part of the memory that the job may have, so that a full heap is told of as such. */
const HEAP_SHARE = 0.75;

function wordsOf({ command, limits: { memoryBytes } }: ResolvedSpec): readonly string[] {
  if (memoryBytes === undefined) return command;
  const heap = `--max-old-space-size=${Math.max(Math.floor((memoryBytes * HEAP_SHARE) / MIB), 4)}`;
  return [...command.slice(0, -1), heap, ...command.slice(-1)];
}

const MIB: number = 1 << 20;

function failureOf(end: LaunchEnd): Error {
  if (end.kind === 'failed') return explainFailure(end);
  const how = end.kind === 'ended' ? `status ${end.end.status}` : end.kind;
  return new Error(`Node ended in the sandbox before it was given a job: ${how}`);
}

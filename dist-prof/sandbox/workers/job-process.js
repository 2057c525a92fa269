/**
 * A process that runs one job's function in a jail of its own, the same jail that a command of that sandbox gets. It is
 * started ahead: with its own directory, ids, limits and view over a fresh upper; then it is given its job, or it is
 * thrown away. It never has a second one.
 */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:os';
import { LayerLease } from '../../layers/lock.js';
import { syscalls } from '../../native/syscalls.js';
import { MARKER_BYTES } from '../../worker/process-messages.js';
import { explainFailure } from '../life/explain.js';
import { abandonJob, launchSpec } from '../life/run.js';
import { openDiskPlace } from '../limits/disk-place.js';
import { JobLimits } from '../limits/job-limits.js';
import { orderMounts } from '../view/mount-order.js';
import { makePlaces } from '../view/places.js';
import { ChildStreams } from './child-streams.js';
export class JobProcess {
  setup;
  made;
  streams;
  launched;
  #lease;
  #isOver = false;
  #hasEnded = false;
  constructor(setup, { made, streams, launched, lease }) {
    this.setup = setup;
    this.made = made;
    this.streams = streams;
    this.launched = launched;
    this.#lease = lease;
    const note = () => {
      this.#hasEnded = true;
    };
    launched.ended.then(note, note);
  }
  /** Whether it can be given a job. */
  get isAlive() {
    return !this.#hasEnded && !this.#isOver;
  }
  /** Whether it holds this program open: not while it only waits. */
  hold(isHeld) {
    this.launched.hold(isHeld);
    this.streams.hold(isHeld);
  }
  /** When this returns, it waits for its job. SetupError where its jail cannot be made. */
  static async start(request) {
    const { machine, resolved, view } = request;
    const { lowers, places = [] } = resolved.view;
    const lease = new LayerLease(machine.home.store, [...lowers, ...places.flatMap((one) => one.lowers)]);
    const ids = machine.takeIds(resolved.user);
    const directory = await machine.takeDirectory();
    let limits;
    let place;
    try {
      limits = await JobLimits.open(resolved, machine, directory);
      place = await openDiskPlace({ machine, resolved, directory });
      const setup = { ...request, view, ids, directory, limits, place };
      const child = new JobProcess(setup, { ...(await startIn(setup)), lease });
      child.hold(false);
      return child;
    } catch (error) {
      ids.giveUp();
      const cause = await abandonJob(error, { machine, directory, limits, place });
      syscalls.close(directory.lock);
      lease[Symbol.dispose]();
      throw cause;
    }
  }
  /** After its end, when what it left has been read and recorded. */
  release() {
    const { ids, directory, place, machine } = this.setup;
    place.drop();
    ids.release();
    syscalls.flock(directory.lock, 'unlock'); // the keeper has a copy: see runJob
    this.#close();
    machine.prepareDirectory();
  }
  /** Whatever it does, it ends, and leaves nothing behind but what must not be touched; the error to throw. */
  async abandon(error) {
    if (this.#isOver) return error;
    this.hold(true);
    this.launched.signal(constants.signals.SIGKILL);
    await this.launched.ended.catch(() => undefined);
    this.setup.ids.giveUp();
    const cause = await abandonJob(error, this.setup);
    this.#close();
    return cause;
  }
  async [Symbol.asyncDispose]() {
    await this.abandon(undefined);
  }
  #close() {
    this.#isOver = true;
    this.streams.destroy();
    syscalls.close(this.setup.directory.lock);
    this.#lease[Symbol.dispose]();
  }
}
async function startIn(setup) {
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
async function launchWith(setup, { made, streams, word }) {
  const { machine, directory, ids, resolved, view } = setup;
  const keeper = await machine.keeper();
  const { end, ...spec } = launchSpec(setup, orderMounts(made.mounts, view.mounts));
  const own = {
    ...spec,
    args: [...wordsOf(resolved), word],
    env: [], // the job brings its own
    ...(end && { end: { ...end, timeoutMs: undefined } }), // its time begins with the job
  };
  const locks = [directory.lock, ...(ids.lock === undefined ? [] : [ids.lock])];
  try {
    return keeper.launch(own, { ...streams.ends, locks });
  } finally {
    streams.closeJobEnds();
  }
}
/** A part of the memory that the job may have, so that a full heap is told of as such. */
const HEAP_SHARE = 0.75;
function wordsOf({ command, limits: { memoryBytes } }) {
  if (memoryBytes === undefined) return command;
  const heap = `--max-old-space-size=${Math.max(Math.floor((memoryBytes * HEAP_SHARE) / MIB), 4)}`;
  return [...command.slice(0, -1), heap, ...command.slice(-1)];
}
const MIB = 1 << 20;
function failureOf(end) {
  if (end.kind === 'failed') return explainFailure(end);
  const how = end.kind === 'ended' ? `status ${end.end.status}` : end.kind;
  return new Error(`Node ended in the sandbox before it was given a job: ${how}`);
}
//# sourceMappingURL=job-process.js.map

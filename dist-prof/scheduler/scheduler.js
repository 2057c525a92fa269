/**
 * The scheduler: takes tasks, and runs each when its needs have ended, its turn has come and the machine has room. It knows
 * nothing of sandboxes: a task brings its own `run`.
 *
 * - Needs are submitted before the task, or together with it. So what has not ended never waits for what has not been
 *   submitted, a circle is found before anything starts, and waiting for room can never be waiting for oneself.
 * - What a run holds (its place, its resources) is given back when the run has really ended, not when it was told to.
 * - Ended tasks with a name are remembered, so that others can need them, until they are forgotten.
 *
 * `task.ts` has the life of a task, `engine.ts` moves tasks through it, `ready-queue.ts` says which starts next. Each step costs
 * O(log n) for n tasks, and O(dependents) when a task ends.
 */
import { LayoverError } from '../base/errors.js';
import { checkOptions, checkTask } from './check.js';
import { Engine } from './engine.js';
import { nameTaken, orderTasks, unknownNeed } from './graph.js';
import { Room } from './room.js';

const BOUND = 10_000;
export class Scheduler {
  #engine;
  #bound;
  #room = new Room();
  #named = new Map();
  #idle = [];
  #intake = 'open';
  /** LAYOVER_USAGE for an option that cannot be. */
  constructor(options) {
    checkOptions(options);
    this.#bound = options.bound ?? BOUND;
    this.#engine = new Engine(options, () => this.#letIn());
  }
  /**
   * Takes a task; waits first while there are as many as `bound` that have not ended. LAYOVER_USAGE for a value that cannot
   * be; LAYOVER_SCHEDULE for a name that is taken, a need that is not known, or more resources than there are;
   * LAYOVER_CLOSED after `drain` or `shutdown`.
   */
  async submit(task) {
    this.#check(task);
    task.signal?.throwIfAborted();
    if (this.#hasRoom && this.#room.isEmpty) return this.#accept(task);
    return await this.#room.wait(task, () => this.#accept(task));
  }
  /**
   * Takes tasks that may need each other, in any order, and answers with their handles in the order given. Nothing starts
   * where the graph is wrong. Waits as `submit` does; if one is refused while it waits, those already taken are canceled.
   */
  async submitAll(tasks) {
    const given = [...tasks];
    const ordered = orderTasks(given, (name) => this.#isKnown(name));
    for (const task of ordered) this.#checkAlone(task);
    const handles = await allOrNone(this.#engine.together(() => ordered.map((task) => this.submit(task))));
    const byTask = new Map(ordered.map((task, index) => [task, handles[index]]));
    return given.map((task) => byTask.get(task));
  }
  /** The task of that name, ended or not, until it is forgotten. */
  find(name) {
    const entry = this.#named.get(name);
    return entry && this.#handle(entry);
  }
  /** Lets go of a task that has ended: its result can be collected, its name be used again. */
  forget(name) {
    const entry = this.#named.get(name);
    if (entry === undefined) return;
    if (entry.state.kind !== 'ended') {
      throw new LayoverError('LAYOVER_SCHEDULE', `${name} cannot be forgotten: it is ${entry.state.kind}`, {
        hint: 'Wait for its end first.',
      });
    }
    this.#named.delete(name);
  }
  /** How many tasks are in each state; of those that have ended, all there ever were. */
  get counts() {
    return { ...this.#engine.counts };
  }
  /** Whether starts are held back because work stalls. */
  get pressure() {
    return this.#engine.pressure;
  }
  /** Takes no more tasks. Answers when all that were submitted before have ended. */
  async drain() {
    if (this.#intake === 'open') this.#intake = 'draining';
    await new Promise((resolve) => {
      this.#idle.push(resolve);
      this.#engine.advance();
    });
  }
  /** Takes no more tasks, refuses those that wait for room, cancels all others. Answers when every run has really ended. */
  async shutdown() {
    this.#intake = 'shut';
    this.#room.sendAway(closed());
    this.#engine.halt({ kind: 'canceled', by: 'shutdown' });
    await this.drain();
  }
  async [Symbol.asyncDispose]() {
    await this.shutdown();
  }
  get #hasRoom() {
    return this.#engine.size < this.#bound;
  }
  #isKnown(name) {
    return this.#named.has(name) || this.#room.names.has(name);
  }
  #check(task) {
    if (this.#intake !== 'open') throw closed();
    this.#checkAlone(task);
    for (const need of task.needs ?? []) if (!this.#isKnown(need)) throw this.#unknownNeed(task, need);
  }
  /** All but its needs. */
  #checkAlone(task) {
    checkTask(task);
    if (task.name !== undefined && this.#isKnown(task.name)) throw nameTaken(task.name);
    this.#engine.pool.plan(task.resources ?? {}, task.name ?? 'A task');
  }
  /** What it needs may have left the line, or been forgotten, since it was checked. */
  #accept(task) {
    const needs = [...new Set(task.needs)].map((name) => {
      const need = this.#named.get(name);
      if (need === undefined) throw this.#unknownNeed(task, name);
      return need;
    });
    const entry = this.#engine.enter(task, needs);
    if (task.name !== undefined) this.#named.set(task.name, entry);
    this.#engine.take(entry);
    return this.#handle(entry);
  }
  #unknownNeed(task, need) {
    return unknownNeed(task, need, [...this.#named.keys(), ...this.#room.names]);
  }
  #handle(entry) {
    return new Handle(entry, () => this.#engine.stop(entry, { kind: 'canceled', by: 'caller' }));
  }
  /** Called by the engine whenever it has come to rest. Whether that gave it something to do. */
  #letIn() {
    if (!this.#room.isEmpty && this.#hasRoom) {
      this.#room.letNextIn();
      return true;
    }
    if (this.#engine.size === 0 && this.#room.isEmpty) for (const resolve of this.#idle.splice(0)) resolve();
    return false;
  }
}
class Handle {
  #entry;
  #cancel;
  constructor(entry, cancel) {
    this.#entry = entry;
    this.#cancel = cancel;
  }
  get id() {
    return this.#entry.id;
  }
  get state() {
    return this.#entry.state;
  }
  get ended() {
    return this.#entry.ended;
  }
  async cancel() {
    this.#cancel();
    return await this.ended;
  }
}
/** The handles; where one was refused, its reason, once the others are canceled. */
async function allOrNone(submitted) {
  const settled = await Promise.allSettled(submitted);
  const handles = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const refused = settled.find((one) => one.status === 'rejected');
  if (refused === undefined) return handles;
  await Promise.all(handles.map(async (handle) => await handle.cancel()));
  throw refused.reason;
}
function closed() {
  return new LayoverError('LAYOVER_CLOSED', 'The scheduler takes no more tasks: it was drained or shut down');
}
//# sourceMappingURL=scheduler.js.map

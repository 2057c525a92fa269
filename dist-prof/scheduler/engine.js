/**
 * Moves tasks from state to state. Whatever happens (a task comes, a run or a timer ends, somebody cancels) first moves the
 * tasks it concerns; then `advance` draws the conclusions until there are none left: judge those whose needs have ended, let
 * the failure mode take effect, start what may start, let in who waits. All of it in one turn of the event loop; listeners and
 * runs may call back at any point.
 */
import { AbortWatch } from '../base/abort.js';
import { systemClock } from '../base/clock.js';
import { endOfAttempt, isOwnTimeout, reasonOf, resultOf, runAttempt } from './attempt.js';
import { isCleanUp, judgeCondition } from './condition.js';
import { Entry } from './entry.js';
import { judgeHalted, stoppedEnd } from './halt.js';
import { PressureGate } from './pressure-gate.js';
import { ReadyQueue } from './ready-queue.js';
import { ResourcePool } from './resources.js';
import { planRetry } from './retry.js';
import { RunDeadline } from './run-deadline.js';

const AGEING_MS = 10_000;
/** What sets the failure mode off. */
const TROUBLES = new Set(['failed', 'errored', 'timed-out']);
export class Engine {
  pool;
  counts = { waiting: 0, queued: 0, running: 0, ending: 0, delayed: 0, ended: 0 };
  #options;
  #admit;
  #gate;
  #clock;
  #ready;
  #runDeadline;
  #aborts = new AbortWatch();
  #unfinished = new Set();
  /** Those that have ended and whose dependents have not been told yet. */
  #news = [];
  #trouble;
  #halt;
  #isAdvancing = false;
  #sequence = 0;
  /** `admit` lets those in who wait for room, and says whether there were any. */
  constructor(options, admit) {
    this.#options = options;
    this.#admit = admit;
    const clock = options.clock ?? systemClock;
    this.#clock = clock;
    this.pool = new ResourcePool(options.concurrency, options.resources);
    this.#ready = new ReadyQueue(this.pool, options.weights);
    const onChange = (pressure) => this.#emit({ kind: 'pressure', atMs: clock.now(), pressure });
    this.#gate = new PressureGate({ pressure: options.pressure, clock, onChange });
    const act = (afterMs) => this.halt({ kind: 'timed-out', scope: 'run', afterMs });
    this.#runDeadline = new RunDeadline({ clock, ms: options.runDeadlineMs, act });
  }
  get pressure() {
    return this.#gate.state;
  }
  /** How many tasks have not ended. */
  get size() {
    return this.#unfinished.size;
  }
  /** An entry for a task that has been checked; nothing happens to it before `take`. */
  enter(task, needs) {
    this.#sequence += 1;
    const request = this.pool.plan(task.resources ?? {}, task.name ?? 'A task');
    return new Entry({ task, needs, request, sequence: this.#sequence });
  }
  take(entry) {
    this.#unfinished.add(entry);
    this.counts.waiting += 1;
    this.#runDeadline.arm();
    this.together(() => {
      this.#announce(entry);
      this.#watch(entry);
      if (entry.missing === 0) this.#judge(entry);
    });
  }
  /** Ends a task: at once, or when its run has ended. The first reason counts. */
  stop(entry, stop) {
    const { state } = entry;
    if (state.kind === 'ended' || state.kind === 'ending') return;
    this.together(() => {
      if (state.kind === 'running') {
        this.#move(entry, { kind: 'ending', attempt: state.attempt, stop });
        entry.controller?.abort(reasonOf(entry.id, stop));
      } else {
        this.#end(entry, stoppedEnd(stop, entry.last));
      }
    });
  }
  /** Ends all there are, and whatever comes. */
  halt(stop) {
    this.#halt = { kind: 'all', stop };
    this.together(() => {
      for (const entry of this.#unfinished) this.stop(entry, stop);
    });
  }
  /** To be called when there is something to let in. */
  advance() {
    this.together(() => undefined);
  }
  /** Draws conclusions when `act` is done, and only then: nothing starts meanwhile. */
  together(act) {
    if (this.#isAdvancing) return act();
    this.#isAdvancing = true;
    try {
      const answer = act();
      do {
        this.#tellDependents();
        this.#startReady();
      } while (this.#news.length > 0 || this.#admit());
      return answer;
    } finally {
      this.#isAdvancing = false;
      this.#rest();
    }
  }
  /** No timer runs that has nothing to wait for. */
  #rest() {
    if (this.#ready.size === 0) this.#gate.rest();
    if (this.size === 0) this.#runDeadline.rest();
  }
  #tellDependents() {
    for (let entry = this.#news.pop(); entry !== undefined; entry = this.#news.pop()) {
      for (const dependent of entry.takeDependents()) {
        dependent.missing -= 1;
        if (dependent.missing === 0) this.#judge(dependent);
      }
      if (this.#news.length === 0) this.#applyFailureMode();
    }
  }
  /** When those that need the failed task have been told that it is the reason. */
  #applyFailureMode() {
    const { failureMode: mode = 'continue' } = this.#options;
    const { id: name } = this.#trouble ?? {};
    if (name === undefined || mode === 'continue' || this.#halt !== undefined) return;
    this.#halt = { kind: 'failure', name, mode };
    this.#emit({ kind: 'stopping', atMs: this.#clock.now(), task: name, mode });
    for (const entry of this.#unfinished) this.#applyHalt(entry, this.#halt);
  }
  #applyHalt(entry, halt) {
    if (entry.state.kind === 'running' || entry.state.kind === 'ending') {
      if (halt.kind === 'failure' && halt.mode === 'kill' && !isCleanUp(entry.task)) {
        this.stop(entry, { kind: 'canceled', by: 'failure' });
      }
    } else {
      const end = judgeHalted(halt, entry);
      if (end) this.#end(entry, end);
    }
  }
  /** All its needs have ended, or it has none. */
  #judge(entry) {
    if (entry.state.kind !== 'waiting') return;
    const end = this.#findEnd(entry);
    if (end) this.#end(entry, end);
    else this.#queue(entry, 1);
  }
  #findEnd(entry) {
    const halted = this.#halt && judgeHalted(this.#halt, entry);
    if (halted) return halted;
    try {
      const because = judgeCondition(entry.task, entry.needs());
      return because && { kind: 'skipped', because };
    } catch (error) {
      return { kind: 'errored', error, attempts: 0 };
    }
  }
  #queue(entry, attempt) {
    if (attempt === 1) {
      const { ageingMs = AGEING_MS } = this.#options;
      entry.turn = this.#clock.now() - (entry.task.priority ?? 0) * ageingMs;
    }
    this.#ready.push(entry);
    this.#move(entry, { kind: 'queued', attempt });
  }
  #startReady() {
    while (!this.#isHeldBack()) {
      const entry = this.#ready.next();
      if (entry === undefined) return;
      this.#start(entry);
    }
  }
  #isHeldBack() {
    const { running, ending } = this.counts;
    return this.#ready.size > 0 && running + ending > 0 && this.#gate.isShut(() => this.advance());
  }
  #start(entry) {
    const { task } = entry;
    const attempt = (entry.last?.attempts ?? 0) + 1;
    const controller = new AbortController();
    entry.controller = controller;
    entry.startedMs = this.#clock.now();
    this.#move(entry, { kind: 'running', attempt });
    entry.setTimer('timeout', { clock: this.#clock, ms: task.timeoutMs }, (afterMs) =>
      this.stop(entry, { kind: 'timed-out', scope: 'attempt', afterMs }),
    );
    const context = { signal: controller.signal, attempt, needs: entry.needs() };
    void runAttempt(task, context).then((verdict) => this.#attemptEnded(entry, verdict));
  }
  #attemptEnded(entry, verdict) {
    const { state } = entry;
    if (state.kind !== 'running' && state.kind !== 'ending') return;
    entry.clearTimer('timeout');
    entry.controller = undefined;
    this.#ready.ended(entry, this.#clock.now() - entry.startedMs);
    const attempts = state.attempt;
    this.together(() => {
      if (state.kind === 'running') this.#conclude(entry, endOfAttempt(verdict, attempts), verdict);
      else if (isOwnTimeout(state.stop))
        this.#conclude(entry, { ...state.stop, result: resultOf(verdict), attempts });
      else this.#end(entry, { ...state.stop, result: resultOf(verdict), attempts });
    });
  }
  /** The attempt was left to itself: is there to be another? */
  #conclude(entry, end, verdict) {
    const delayMs =
      verdict?.kind === 'errored' && verdict.isPermanent ? undefined : planRetry(end, entry.task.retry);
    entry.last = end;
    const halted = this.#halt && judgeHalted(this.#halt, entry);
    if (delayMs === undefined || halted) {
      this.#end(entry, end);
      return;
    }
    const attempt = end.attempts + 1;
    entry.setTimer('delay', { clock: this.#clock, ms: delayMs }, () =>
      this.together(() => this.#queue(entry, attempt)),
    );
    this.#move(entry, { kind: 'delayed', attempt, delayMs, last: end });
  }
  #end(entry, end) {
    if (entry.state.kind === 'queued') this.#ready.remove(entry);
    this.#unfinished.delete(entry);
    this.#news.push(entry);
    if (TROUBLES.has(end.kind) && !isCleanUp(entry.task)) this.#trouble ??= entry;
    entry.settle(end);
    this.#move(entry, { kind: 'ended', end });
  }
  #watch(entry) {
    const { signal, deadlineMs } = entry.task;
    if (entry.state.kind === 'ended') return; // by a listener
    entry.setTimer('deadline', { clock: this.#clock, ms: deadlineMs }, (afterMs) =>
      this.stop(entry, { kind: 'timed-out', scope: 'task', afterMs }),
    );
    const cancel = () => this.stop(entry, { kind: 'canceled', by: 'caller' });
    entry.onSettled(this.#aborts.add(signal, cancel));
  }
  #move(entry, state) {
    this.counts[entry.state.kind] -= 1;
    this.counts[state.kind] += 1;
    entry.state = state;
    this.#announce(entry);
  }
  #announce({ id, state }) {
    this.#emit({ kind: 'task', atMs: this.#clock.now(), task: id, state });
  }
  #emit(event) {
    try {
      this.#options.onEvent?.(event);
    } catch (error) {
      process.nextTick(() => {
        throw error;
      });
    }
  }
}
//# sourceMappingURL=engine.js.map

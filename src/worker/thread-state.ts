/**
 * What a thread and the main thread of its process both see, in shared memory: it can be read when the thread is busy,
 * and after it has ended.
 */
const PHASE = 0;
const EXIT = 1;
const SIGNAL = 2;
const LISTENS = 3;
const UNFIT = 4;
const CUT = 5;
const BEGUN = 6;
const HELD_COUNT = 7;
const MOUNT_COUNT = 8;
const HELD = 9;
const HELD_MAX = 64;
const MOUNTS: number = HELD + HELD_MAX;
const MOUNTS_MAX = 256;

/** `mounting` and `leaving` are short, and must not be cut off: descriptors would be left behind. */
export type Phase = 'idle' | 'mounting' | 'running' | 'leaving';
const PHASES: readonly Phase[] = ['idle', 'mounting', 'running', 'leaving'];

export class ThreadState {
  readonly buffer: SharedArrayBuffer;
  readonly #cells: Int32Array;

  constructor(
    buffer: SharedArrayBuffer = new SharedArrayBuffer((MOUNTS + MOUNTS_MAX) * Int32Array.BYTES_PER_ELEMENT),
  ) {
    this.buffer = buffer;
    this.#cells = new Int32Array(buffer);
  }

  get phase(): Phase {
    return PHASES[Atomics.load(this.#cells, PHASE)] ?? 'idle';
  }

  set phase(phase: Phase) {
    Atomics.store(this.#cells, PHASE, PHASES.indexOf(phase));
  }

  /** What the job gave to `process.exit`. */
  get exitCode(): number | undefined {
    const stored = Atomics.load(this.#cells, EXIT);
    return stored === 0 ? undefined : stored - 1;
  }

  set exitCode(code: number) {
    Atomics.store(this.#cells, EXIT, (code & 0xff) + 1);
  }

  /** The signal that the job sent to its own process. */
  get signal(): number | undefined {
    return Atomics.load(this.#cells, SIGNAL) || undefined;
  }

  set signal(number: number) {
    Atomics.store(this.#cells, SIGNAL, number);
  }

  /** Whether the job has looked at its signal, and so may end by itself. */
  get listens(): boolean {
    return Atomics.load(this.#cells, LISTENS) === 1;
  }

  set listens(listens: boolean) {
    Atomics.store(this.#cells, LISTENS, listens ? 1 : 0);
  }

  /** Whether something of a job's is left that nobody can put back: no further job may run in the thread. */
  get isUnfit(): boolean {
    return Atomics.load(this.#cells, UNFIT) === 1;
  }

  set isUnfit(isUnfit: boolean) {
    Atomics.store(this.#cells, UNFIT, isUnfit ? 1 : 0);
  }

  /** Whether the job is being ended from outside: what its function answers is not the last word then. */
  get isCut(): boolean {
    return Atomics.load(this.#cells, CUT) === 1;
  }

  set isCut(isCut: boolean) {
    Atomics.store(this.#cells, CUT, isCut ? 1 : 0);
  }

  /** The number of the last job that the thread has begun with. */
  get begun(): number {
    return Atomics.load(this.#cells, BEGUN);
  }

  set begun(number: number) {
    Atomics.store(this.#cells, BEGUN, number);
  }

  /** Keeps a descriptor in mind that nobody else would close when the thread ends. */
  hold(fd: number): number {
    const count = Atomics.load(this.#cells, HELD_COUNT);
    if (count >= HELD_MAX) throw new Error('A thread holds too many descriptors');
    this.#cells[HELD + count] = fd;
    Atomics.store(this.#cells, HELD_COUNT, count + 1);
    return fd;
  }

  /** The numbers of the mounts of the job that the thread has; of more than there is room for, the first. */
  get mounts(): number[] {
    const count = Atomics.load(this.#cells, MOUNT_COUNT);
    return [...this.#cells.subarray(MOUNTS, MOUNTS + count)];
  }

  set mounts(mounts: readonly number[]) {
    const some = mounts.slice(0, MOUNTS_MAX);
    this.#cells.set(some, MOUNTS);
    Atomics.store(this.#cells, MOUNT_COUNT, some.length);
  }

  takeHeld(): number[] {
    const count = Atomics.exchange(this.#cells, HELD_COUNT, 0);
    return [...this.#cells.subarray(HELD, HELD + count)];
  }
}

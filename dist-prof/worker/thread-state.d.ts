/** `mounting` and `leaving` are short, and must not be cut off: descriptors would be left behind. */
export type Phase = 'idle' | 'mounting' | 'running' | 'leaving';
export declare class ThreadState {
  #private;
  readonly buffer: SharedArrayBuffer;
  constructor(buffer?: SharedArrayBuffer);
  get phase(): Phase;
  set phase(phase: Phase);
  /** What the job gave to `process.exit`. */
  get exitCode(): number | undefined;
  set exitCode(code: number);
  /** The signal that the job sent to its own process. */
  get signal(): number | undefined;
  set signal(number: number);
  /** Whether the job has looked at its signal, and so may end by itself. */
  get listens(): boolean;
  set listens(listens: boolean);
  /** Whether something of a job's is left that nobody can put back: no further job may run in the thread. */
  get isUnfit(): boolean;
  set isUnfit(isUnfit: boolean);
  /** Whether the job is being ended from outside: what its function answers is not the last word then. */
  get isCut(): boolean;
  set isCut(isCut: boolean);
  /** Keeps a descriptor in mind that nobody else would close when the thread ends. */
  hold(fd: number): number;
  takeHeld(): number[];
}

/** How a job ended, as data. A command, or a function, that fails is no error of layover's. */
export type Outcome =
  /** A worker's function: what it returned. */
  | {
      readonly kind: 'returned';
      readonly value: unknown;
    }
  /** A worker's function, or its module: what was thrown, and by what. */
  | {
      readonly kind: 'threw';
      readonly error: ThrownError;
      readonly origin: ErrorOrigin;
    }
  | {
      readonly kind: 'exited';
      readonly exitCode: number;
    }
  | {
      readonly kind: 'signaled';
      readonly signal: NodeJS.Signals;
    }
  | {
      readonly kind: 'timed-out';
      readonly afterMs: number;
    }
  | {
      readonly kind: 'out-of-memory';
      readonly limitBytes: number;
    }
  /** `changes`: it left more, or something bigger, than layover reads; nothing was counted, and the job is kept. */
  | {
      readonly kind: 'limit';
      readonly which: 'output' | 'pids' | 'disk' | 'inodes' | 'files' | 'changes';
    }
  | {
      readonly kind: 'canceled';
    }
  /** The command could not be executed: `errno` is ENOENT, EACCES, ENOEXEC, ... */
  | {
      readonly kind: 'not-started';
      readonly code: string;
      readonly step: string;
      readonly errno: string;
    };
/** An error that a worker threw, as data. */
export interface ThrownError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string | number;
  /** Its other own fields, those that can be cloned. */
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly cause?: ThrownError;
}
/** The function, the loading of its module, or something that nobody waited for. */
export type ErrorOrigin = 'function' | 'load' | 'uncaught' | 'unhandled-rejection';
/** Whether the command, or the function, did what it was asked to. */
export declare function isSuccess(outcome: Outcome): boolean;
/**
 * What a job used. A number that nothing here counted is absent, and named in the receipt's `unmeasured`; 0 means that
 * it was counted.
 */
export interface Usage {
  /** Milliseconds from the start of the command to the end of its last process. */
  readonly wallMs: number;
  /** Milliseconds of processor time, all processes together. Without a control group: those that were waited for. */
  readonly userMs?: number;
  readonly systemMs?: number;
  /**
   * Bytes: the most that all its processes, their page cache and its tmpfs had at once where a control group counted,
   * which it does where a limit asks for one. Else of its largest process.
   */
  readonly memoryPeakBytes?: number;
  /** The most processes and threads at once, without the job's init. Only where a control group counted. */
  readonly processesPeak?: number;
  /** Bytes that came from disks; what the page cache had, or a tmpfs, is none. */
  readonly readBytes?: number;
  /**
   * Bytes written to files on disks, when they became the page cache's (getrusage(2), `ru_oublock`) or, where a
   * control group counted more, when they went to a disk. What is written to a tmpfs is none.
   */
  readonly writtenBytes?: number;
}
/** Those numbers that are absent. */
export declare function unmeasuredIn(usage: Usage): Array<keyof Usage>;

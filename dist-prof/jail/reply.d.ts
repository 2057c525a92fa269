import type { Step } from '../base/timeline.js';
/** What the keeper says. `job` is the number the runner gave it. */
export type Reply =
  | {
      readonly kind: 'hello';
      readonly version: number;
    }
  | {
      readonly kind: 'unmapped';
    }
  /** The kernel's ABI of Landlock, 0 for none; whether the keeper runs from a sealed copy of its program. */
  | {
      readonly kind: 'ready';
      readonly landlockAbi: number;
      readonly isSealed: boolean;
    }
  | {
      readonly kind: 'started';
      readonly job: number;
      readonly pid: number;
    }
  | {
      readonly kind: 'failed';
      readonly job: number;
      readonly errno: number;
      readonly step: string;
      readonly detail: string;
    }
  | {
      readonly kind: 'exited';
      readonly job: number;
      readonly end: CommandEnd;
    }
  /** It was to end, and processes of it still run; `exited` may follow. */
  | {
      readonly kind: 'stuck';
      readonly job: number;
    }
  /** Comes right before the reply that ends the job. */
  | {
      readonly kind: 'profile';
      readonly job: number;
      readonly steps: readonly Step[];
    }
  | {
      readonly kind: 'scratch';
      readonly job: number;
      readonly fd: number;
    }
  | {
      readonly kind: 'fatal';
      readonly errno: number;
      readonly what: string;
    };
/** How a command ended, and what it used, its reaped descendants included. */
export interface CommandEnd {
  readonly isSignaled: boolean;
  /** An exit code, or a signal's number. */
  readonly status: number;
  /** Its time was over first. */
  readonly isTimedOut: boolean;
  readonly userMs: number;
  readonly systemMs: number;
  /** Of its largest process. */
  readonly memoryPeakBytes: number;
  readonly wallMs: number;
  readonly readBytes: number;
  readonly writtenBytes: number;
}
/** Cuts a stream of bytes into replies. A frame it does not know is an error: the keeper is then of no use. */
export declare class ReplyReader {
  #private;
  read(bytes: Buffer): Generator<Reply>;
}

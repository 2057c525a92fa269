/** What passes between the runner, the worker process and its threads: plain data that every channel can clone. */
import type { HostPath, RawPath } from '../base/bytes-path.js';
import type { Mount } from '../overlay/mount.js';
import type { ErrorData } from './error-data.js';

/** What a thread is to run, in a view that is made for it. */
export interface ThreadJob {
  /** The root first, parents before what lies in them. */
  readonly mounts: readonly Mount[];
  /** In the view. */
  readonly cwd: RawPath;
  /** `KEY=value`, raw. */
  readonly env: readonly string[];
  readonly module: JobModule;
  /** As `v8.serialize` gives it. */
  readonly params: Uint8Array;
  readonly resultBytesMax: number;
  /** Written to both outputs when all that the job printed is in them. */
  readonly marker: Uint8Array;
  /** Of the JavaScript heap. */
  readonly heapBytes: number | undefined;
  readonly timeoutMs: number | undefined;
  readonly network: 'none' | 'host';
  /** Without mounts: the view is made by the calls of node:fs themselves. */
  readonly portable: PortablePlan | undefined;
}

export interface PortablePlan {
  /** Paths are raw; `at` is in the view, without a leading slash. */
  readonly places: ReadonlyArray<{
    readonly at: string;
    readonly upper: string | undefined;
    readonly lowers: readonly string[];
    readonly isReadOnly: boolean;
  }>;
  /** The attribute by which a lower says that it hides what is below. */
  readonly lowerOpaque: string;
  /** Directories of the host's that code is loaded from. */
  readonly code: readonly string[];
}

export interface JobModule {
  /** Its path in the view. */
  readonly file: string;
  readonly exportName: string;
  /** Another one makes a thread load the module anew. */
  readonly version: string;
}

/** How the module's function ended, or why it never began. */
export type ThreadEnd =
  | { readonly kind: 'returned'; readonly value: Uint8Array }
  | { readonly kind: 'threw'; readonly error: ErrorData; readonly origin: ErrorOrigin }
  | { readonly kind: 'exited'; readonly exitCode: number }
  | { readonly kind: 'signaled'; readonly signal: NodeJS.Signals }
  | { readonly kind: 'out-of-memory'; readonly limitBytes: number }
  | { readonly kind: 'timed-out'; readonly afterMs: number }
  /** Ended from outside, as the runner asked. */
  | { readonly kind: 'terminated' }
  /** The view could not be made. */
  | { readonly kind: 'failed'; readonly step: string; readonly errno: string; readonly message: string };

/** Where an error came from: the function, the loading of its module, or something that nobody waited for. */
export type ErrorOrigin = 'function' | 'load' | 'uncaught' | 'unhandled-rejection';

/** What a thread answers with. */
export interface ThreadAnswer {
  readonly end: ThreadEnd;
  /** What the job left behind, by kind, as far as that is seen before the answer; its thread is replaced then. */
  readonly leaks: readonly string[];
  readonly wallMs: number;
}

/** To the worker process. */
export type HostRequest =
  | { readonly kind: 'run'; readonly slot: number; readonly job: ThreadJob }
  /** Fires the job's signal; a job that never looked at it is terminated. */
  | { readonly kind: 'abort'; readonly slot: number }
  | { readonly kind: 'terminate'; readonly slot: number };

/**
 * From the worker process, when the slot is free again. An answer that nothing can change any more is with the runner before
 * that: it stands behind the job's marker on standard output (slot-output.ts).
 */
export interface HostReply {
  readonly slot: number;
  readonly answer: ThreadAnswer;
}

/** What the worker process is started with: its outputs' descriptors are `firstFd` and following, two a slot. */
export interface HostSettings {
  readonly slots: number;
  readonly firstFd: number;
  readonly attach: HostPath;
}

/** What a thread is started with. */
export interface ThreadSettings {
  readonly attach: HostPath;
  readonly stdout: number;
  readonly stderr: number;
  readonly state: SharedArrayBuffer;
  readonly isPortable: boolean;
  /** A portable one is on the host's, whatever is asked for. */
  readonly network: 'none' | 'host';
}

/** How long a job that listens to its signal has before it is terminated. */
export const GRACE_MS = 2_000;

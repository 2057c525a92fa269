/** What a launch through the keeper needs, and what comes of it. */
import type { Step } from '../base/timeline.js';
import type { CommandSpec } from './launch-spec.js';
import type { CommandEnd } from './reply.js';

/** How a launch ended: the command ran, or a step before it failed. */
export type LaunchEnd =
  | { readonly kind: 'ended'; readonly end: CommandEnd }
  /** It was killed, or its command has ended, and processes of it do not end. Nothing of theirs may be read. */
  | { readonly kind: 'stuck' }
  | { readonly kind: 'failed'; readonly step: string; readonly errno: string; readonly detail: string };

export interface LaunchStreams {
  /** The job's ends; the keeper has its own copies when `launch` returns, so the caller closes these. */
  readonly stdin: number;
  readonly stdout: number;
  readonly stderr: number;
  /** One or two, held open by the keeper until every process of the job is gone. */
  readonly locks: readonly number[];
  /** The job's end of a socket over which it sends its terminal. */
  readonly terminalChannel?: number | undefined;
}

export interface Launched {
  /** Settles when every process of the job is gone, or does not go. Rejects only when the keeper itself failed. */
  readonly ended: Promise<LaunchEnd>;
  /** With `isProfiled`, once it has ended: the steps of the keeper's side. */
  readonly steps: readonly Step[];
  /** To the command's process group; SIGKILL ends everything. Harmless when the job has ended. */
  signal(number: number): void;
  /** Its time, from now: for a job that was started ahead. Milliseconds. */
  setTimeout(ms: number): void;
  /** Whether it holds this program open; it does from its start. */
  hold(isHeld: boolean): void;
}

/** A job that is ready but for its command. */
export interface HeldLaunch extends Launched {
  /** Once. Harmless when the job has ended: `ended` tells. LAYOVER_USAGE where the command is too long for the keeper. */
  start(command: CommandSpec): void;
}

/** A file system that lies at `/proc/KEEPER/fd/FD` until it is dropped, or the keeper ends. */
export interface Scratch {
  readonly fd: number;
  drop(): void;
}

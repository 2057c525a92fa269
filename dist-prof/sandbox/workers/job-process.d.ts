import type { Launched } from '../../jail/keeper.js';
import { type JobSetup } from '../life/run.js';
import { type MadePlaces } from '../view/places.js';
import { ChildStreams } from './child-streams.js';
/** `resolved.command` starts the process; its last word, the marker, is added here. */
export type JobProcessRequest = Pick<
  JobSetup,
  'spec' | 'resolved' | 'view' | 'machine' | 'way' | 'fallbacks'
>;
export declare class JobProcess implements AsyncDisposable {
  #private;
  readonly setup: JobSetup;
  readonly made: MadePlaces;
  readonly streams: ChildStreams;
  readonly launched: Launched;
  private constructor();
  /** Whether it can be given a job. */
  get isAlive(): boolean;
  /** Whether it holds this program open: not while it only waits. */
  hold(isHeld: boolean): void;
  /** When this returns, it waits for its job. SetupError where its jail cannot be made. */
  static start(request: JobProcessRequest): Promise<JobProcess>;
  /** After its end, when what it left has been read and recorded. */
  release(): void;
  /** Whatever it does, it ends, and leaves nothing behind but what must not be touched; the error to throw. */
  abandon(error: unknown): Promise<unknown>;
  [Symbol.asyncDispose](): Promise<void>;
}

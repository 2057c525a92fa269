import { LayoverError } from '../../base/errors.js';
import type { Home } from './home.js';
export interface QuarantinedJob {
  readonly id: string;
  readonly since: string;
  readonly reason: string;
  /** A process of it is still there. */
  readonly isHeld: boolean;
}
/** An error that says so, and makes `runJob` move the job there. */
export declare function notAtRest(reason: string): LayoverError;
export declare function isQuarantine(error: unknown): error is LayoverError;
/** Moves a job out of `jobs`, its locks as they are; the error, with the job's name in it. */
export declare function quarantineJob(home: Home, id: string, cause: LayoverError): LayoverError;
export declare function listQuarantined(home: Home): QuarantinedJob[];
/** Whether a process of it is still there; false as well where it is not in quarantine. */
export declare function isHeld(home: Home, id: string): boolean;
/** Moves it to the trash; false where there is no such job, LAYOVER_JOB_BUSY where a process of it is still there. */
export declare function discardQuarantined(home: Home, id: string): boolean;
/** Moves those to the trash that nothing holds any more, and that have been there for an hour. */
export declare function collectQuarantined(home: Home, now?: number): void;

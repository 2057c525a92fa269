import { LayoverError, SetupError } from '../base/errors.js';
import type { Reply } from './reply.js';
/** By the system's own table: libuv's, which Node words errors with, lacks what exec and mount say (ENOEXEC, EDQUOT). */
export declare function errnoName(errno: number): string;
export declare function unexpectedReply(reply: Reply | undefined, wanted: string): LayoverError;
export declare function startError(cause: Error): LayoverError;
export declare function refusedScratch({
  step,
  errno,
  detail,
}: {
  step: string;
  errno: string;
  detail: string;
}): SetupError;

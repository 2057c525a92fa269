/**
 * Places of a host from which somebody else's programs take orders: what a job leaves there is run later, outside of any
 * sandbox. They count at any depth, in any case: a home directory or a repository may lie anywhere in a target.
 */
import { type HostPath, type RawPath } from '../base/bytes-path.js';
import type { Selected } from './select.js';
/** Why a path of a host is protected, or undefined where it is not. */
export declare function findProtection(
  path: RawPath,
  {
    isDirectory,
  }: {
    isDirectory: boolean;
  },
): string | undefined;
/** Throws `LAYOVER_COMMIT_REFUSED` where one of the changes is of a protected path. */
export declare function refuseProtected(selected: readonly Selected[], target: HostPath): void;

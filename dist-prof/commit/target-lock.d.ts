import { type HostPath } from '../base/bytes-path.js';
/**
 * One commit at a time, whoever makes it; of several directories the locks are taken in the order given, by everybody the
 * same. Where one cannot be read it has no lock: the checks remain.
 */
export declare class TargetLock implements Disposable {
  #private;
  constructor(paths: readonly HostPath[]);
  [Symbol.dispose](): void;
}

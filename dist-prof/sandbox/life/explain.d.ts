import { LayoverError } from '../../base/errors.js';
import type { LaunchEnd } from '../../jail/keeper.js';

type Failure = Extract<
  LaunchEnd,
  {
    kind: 'failed';
  }
>;
/** LAYOVER_DESCRIPTORS in place of whatever failed because the runner, or the machine, may open nothing more. */
export declare function explainDescriptors(error: unknown): unknown;
/** A failed step as an error, with what it was about and what can be done. */
export declare function explainFailure({ step, errno, detail }: Failure): LayoverError;
export {};

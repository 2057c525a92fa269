import type { RunConfig } from '../image-config.js';
/** How the image is to be run, where that is not as the name in the store has it. */
export interface RunChoice {
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly entrypoint?: readonly string[] | undefined;
  readonly cmd?: readonly string[] | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly workdir?: string | undefined;
  readonly user?: string | undefined;
}
/**
 * The stored configuration with the choice on top. Variables and labels are added one by one; a new entrypoint drops
 * the old command, which was its arguments. What a stored one has beyond this stays.
 */
export declare function chooseRun(stored: RunConfig | null | undefined, choice: RunChoice): RunConfig;

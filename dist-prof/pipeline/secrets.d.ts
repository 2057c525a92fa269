import type { PlannedJob } from './planned.js';
export interface SecretValues {
  readonly env: Readonly<Record<string, string>>;
  /** What must not be printed. */
  readonly mask: readonly string[];
  /** What must be in no layer. */
  readonly bytes: ReadonlyArray<{
    readonly name: string;
    readonly bytes: Uint8Array;
  }>;
}
/** LAYOVER_USAGE where one is not set, or too short to be kept out of anything. */
export declare function readSecrets({ name, secrets }: Pick<PlannedJob, 'name' | 'secrets'>): SecretValues;

import { type RawPath } from '../../base/bytes-path.js';
import type { EffectRules } from '../../commit/rules.js';
import type { ChangeSummary } from '../../diff/summarize.js';
import type { Outcome, Usage } from '../../jail/outcome.js';
import type { Receipt } from '../../jail/receipt.js';
import type { Part } from '../../overlay/part.js';
import type { JobSandbox } from '../life/job-again.js';
/** A kept job as `job.json` has it. Written once, when the job has ended: a directory without it is no job. */
export interface JobRecord {
  readonly id: string;
  readonly createdAt: string;
  readonly command: readonly RawPath[];
  readonly outcome: Outcome;
  readonly usage: Usage;
  readonly changes: ChangeSummary;
  /** Its uppers are as they were made: there is nothing to read in them. */
  readonly isUntouched: boolean;
  readonly receipt: Receipt;
  readonly parts: readonly Part[];
  /** Paths in the view that layover itself made, to mount on. */
  readonly mountPoints: readonly RawPath[];
  /** For another command over the same upper; only of a job that ran a command. */
  readonly sandbox?: JobSandbox | undefined;
  /** What a commit may hold, as the definition had it. */
  readonly rules?: EffectRules | undefined;
}
/** All at once: a reader sees no record or the whole one. */
export declare function writeRecord(directory: string, record: JobRecord): void;
/** Undefined where there is no record: the job runs, or died. */
export declare function findRecord(directory: string): Promise<JobRecord | undefined>;
/** The record in the text of `file`, which errors name. */
export declare function parseRecord(text: string, file: string): JobRecord;

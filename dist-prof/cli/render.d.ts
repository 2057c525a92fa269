import type { CommitReport } from '../commit/report.js';
import type { ChangeSummary } from '../diff/summarize.js';
import type { Outcome, ThrownError } from '../jail/outcome.js';
import type { PathLike } from '../sandbox/definition/spec.js';
import type { JobRecord } from '../sandbox/state/job-record.js';
/** `1 added, 2 deleted, 3.0 KiB`; kinds without any are left out. */
export declare function renderCounts({
  added,
  modified,
  deleted,
  bytes,
  isIncomplete,
}: ChangeSummary): string;
export declare function countChanges({ added, modified, deleted }: ChangeSummary): number;
/** `1 change (3 B)`, and of how many where not all were applied. */
export declare function renderApplied({ applied, bytes }: CommitReport, total?: number): string;
/** `exited with 3`, `timed out after 5.0 s`. */
export declare function renderOutcome(outcome: Outcome): string;
/** What a worker threw, with where it came from. */
export declare function renderThrown({ name, message, stack }: ThrownError): string[];
/** What a worker returned, in a line. */
export declare function renderReturned(value: unknown): string;
/** Why a command could not be executed, and what to look at. */
export declare function renderNotStarted(errno: string, program: PathLike): string[];
/** A chain's or a layer's short id. */
export declare function shortId(id: string): string;
/** What a commit left out or took away, a line each. */
export declare function renderReport({ skipped, stripped, privileged, merged }: CommitReport): string[];
/** The table of `layover jobs`. */
export declare function renderJobs(records: readonly JobRecord[], now?: number): string[];
/** A line of `jobs --json`. */
export declare function jobToJson({
  id,
  createdAt,
  command,
  outcome,
  usage,
  changes,
  receipt,
}: JobRecord): Record<string, unknown>;
export declare function formatAge(ms: number): string;

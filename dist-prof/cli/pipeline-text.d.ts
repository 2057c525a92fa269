import type { JobEnd, PipelineEvent } from '../pipeline/events.js';
/** A line, and the job it is about; without one it is layover's own. */
export interface ReportLine {
  readonly job?: string;
  readonly text: string;
}
export interface RunSoFar {
  readonly run: string;
  readonly ends: ReadonlyMap<string, JobEnd>;
}
/** What is to be said about an event; nothing about what jobs print. */
export declare function renderEvent(event: PipelineEvent, soFar: RunSoFar): ReportLine[];
/** `done in 1.2 s, 3 added`. */
export declare function describeEnd(end: JobEnd): string;

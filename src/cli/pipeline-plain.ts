/** A run as plain lines, each with its job's name before it: for files, pipes and CI logs. */
import type { JobEnd, PipelineEvent } from '../pipeline/events.js';
import { say } from './output.js';
import type { Report } from './pipeline-command.js';
import { describeEnd, hintsOf, renderCommitted, renderSummary } from './pipeline-text.js';
import { printable } from './text.js';

export class PlainReport implements Report {
  readonly #width: number;
  readonly #ends = new Map<string, JobEnd>();
  #run = '';

  constructor(names: readonly string[]) {
    this.#width = Math.min(40, Math.max(0, ...names.map(({ length }) => length)));
  }

  take(event: PipelineEvent): void {
    switch (event.kind) {
      case 'run-started':
        this.#run = event.run;
        break;
      case 'job-started':
        this.#say(event.job, event.attempt > 1 ? `started, attempt ${event.attempt}` : 'started');
        break;
      case 'job-output':
        this.#say(event.job, event.line, '|');
        break;
      case 'job-retried':
        this.#say(event.job, `${event.reason}; trying again`);
        break;
      case 'job-explained':
        this.#say(event.job, `run because ${event.reasons.join('; ')}`);
        break;
      case 'job-ended':
        this.#ends.set(event.job, event.end);
        this.#say(event.job, describeEnd(event.end), ' ', true);
        for (const line of hintsOf(this.#run, event.job, event.end)) say(line);
        break;
      case 'notice':
        if (event.job === undefined) say(`layover: ${printable(event.text)}`);
        else this.#say(event.job, event.text);
        break;
      case 'committed':
        say(`layover: ${renderCommitted(event)}`);
        break;
      case 'run-ended':
        for (const line of renderSummary(event, this.#ends)) say(line);
    }
  }

  #say(job: string, text: string, mark = ' ', isSafe = false): void {
    say(`${job.padEnd(this.#width)} ${mark} ${isSafe ? text : printable(text)}`);
  }
}

/**
 * A run in GitHub Actions: what a job printed is a group, shown when the job has ended so that groups do not mix, and a
 * failure is an annotation. What jobs print is never taken for a command of the runner's.
 */
import { randomUUID } from 'node:crypto';
import { say } from './output.js';
import { INTERRUPTED } from './pipeline-report.js';
import { describeEnd, renderEvent } from './pipeline-text.js';
import { outputText, printable } from './text.js';

const LINES_MAX = 5_000;
export class GithubReport {
  #output = new Map();
  #ends = new Map();
  #run = '';
  take(event) {
    if (event.kind === 'run-started') this.#run = event.run;
    if (event.kind === 'job-output') return this.#keep(event.job, event.line);
    if (event.kind === 'job-started') return;
    if (event.kind === 'job-ended') {
      this.#ends.set(event.job, event.end);
      return this.#showJob(event.job, event.end);
    }
    for (const { job, text } of renderEvent(event, { run: this.#run, ends: this.#ends }))
      say(job === undefined ? text : `${job}: ${text}`);
  }
  interrupt() {
    say(INTERRUPTED);
  }
  #keep(job, line) {
    const lines = this.#output.get(job) ?? [];
    lines.push(line);
    if (lines.length > LINES_MAX) lines.shift();
    this.#output.set(job, lines);
  }
  #showJob(job, end) {
    const lines = this.#output.get(job) ?? [];
    this.#output.delete(job);
    const title = `${printable(job)}: ${describeEnd(end)}`;
    if (lines.length === 0) say(title);
    else {
      say(`::group::${title}`);
      const token = randomUUID();
      say(`::stop-commands::${token}`);
      if (lines.length === LINES_MAX)
        say(`(only the last lines; all of them: layover logs ${this.#run}/${job})`);
      for (const line of lines) say(outputText(line));
      say(`::${token}::`);
      say('::endgroup::');
    }
    if (end.kind === 'failed' || end.kind === 'errored')
      say(`::error title=${property(job)}::${message(describeEnd(end))}`);
  }
}
function message(text) {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
function property(text) {
  return message(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
//# sourceMappingURL=pipeline-github.js.map

import { say } from './output.js';
import { INTERRUPTED } from './pipeline-report.js';
import { renderEvent } from './pipeline-text.js';
import { outputText } from './text.js';

const WIDTH_MAX = 40;
export class PlainReport {
  #width;
  #ends = new Map();
  #run = '';
  constructor(names) {
    this.#width = Math.min(WIDTH_MAX, Math.max(0, ...names.map(({ length }) => length)));
  }
  take(event) {
    if (event.kind === 'run-started') this.#run = event.run;
    if (event.kind === 'job-ended') this.#ends.set(event.job, event.end);
    if (event.kind === 'job-output')
      return say(`${event.job.padEnd(this.#width)} | ${outputText(event.line)}`);
    for (const { job, text } of renderEvent(event, { run: this.#run, ends: this.#ends }))
      say(job === undefined ? text : `${job.padEnd(this.#width)}   ${text}`);
  }
  interrupt() {
    say(INTERRUPTED);
  }
}
//# sourceMappingURL=pipeline-plain.js.map

/** Writes down what happens in a run; see sandbox/state/runs.ts for where. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRun, linkLog, logPath, newRunId, writeRun, writeRunJob } from '../sandbox/state/runs.js';
import { STREAMS } from './cache.js';
export class RunRecorder {
  run;
  directory;
  /** `homePath`: the state directory. */
  constructor(homePath) {
    this.run = newRunId();
    this.directory = createRun({ runs: join(homePath, 'runs') }, this.run);
  }
  /** What jobs print is in their logs. */
  take(event) {
    if (event.kind === 'job-output') return;
    appendFileSync(join(this.directory, 'events.jsonl'), `${JSON.stringify(event)}\n`, { mode: 0o600 });
    if (event.kind === 'run-started')
      writeRun(this.directory, { ...event, status: 'running', pid: process.pid });
    if (event.kind === 'run-ended') writeRun(this.directory, event);
    if (event.kind !== 'job-ended') return;
    const { job: name, end } = event;
    const job = 'done' in end ? end.done.job : undefined;
    writeRunJob(this.directory, { name, ...(job !== undefined && { job }), ...end });
  }
  /** Gives a job's logs, wherever they are, a name in the run. */
  keepLogs(name, pathOf) {
    for (const stream of STREAMS) linkLog(pathOf(stream), logPath(this.directory, name, stream));
  }
}
//# sourceMappingURL=run-record.js.map

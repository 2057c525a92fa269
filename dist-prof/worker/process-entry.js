/**
 * The entry of a process that runs one job's function, in the job's own jail. It is started before there is a job: what
 * takes its time, Node's own start, is over when the job comes. It never has a second one.
 */
import { readFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import { setEnvironment } from './environment.js';
import { errorData } from './error-data.js';
import { installOutput, writeAll } from './job-output.js';
import { NODE_FOLDER, RUNNER_FOLDER } from './process-messages.js';
import { runModule, writeLog } from './run-module.js';

const STDIN = 0;
const OUTPUTS = { stdout: 1, stderr: 2 };
const LONG_MS = 86_400_000;
const kill = process.kill.bind(process);
const own = process.pid;
async function main() {
  if (!import.meta.url.startsWith(`file://${RUNNER_FOLDER}/`))
    throw new Error('This is started by layover, in a sandbox, and not by hand');
  const marker = Buffer.from(process.argv[2] ?? '', 'hex');
  process.argv.splice(0, process.argv.length, `${NODE_FOLDER}/node`);
  process.execPath = `${NODE_FOLDER}/node`;
  process.execArgv = [];
  installOutput(OUTPUTS);
  await warmUp();
  writeAll(OUTPUTS.stdout, marker);
  const job = deserialize(readFileSync(STDIN));
  writeAll(OUTPUTS.stdout, marker);
  setEnvironment(job.env);
  process.argv.push(job.module.file);
  const answer = (end) => endWith(end, marker);
  answerFailures(answer);
  answer(await runModule({ ...job, context: makeContext() }));
}
/** What a first call costs more than a further one: the loader of modules, cloning. */
async function warmUp() {
  const module = 'data:text/javascript,export default 0';
  await import(module);
  deserialize(serialize({ params: new Uint8Array(1) }));
}
/** Who has not looked at the signal is ended by SIGTERM itself. */
function makeContext() {
  const abort = new AbortController();
  let listening;
  const listen = () => {
    process.on('SIGTERM', () => abort.abort(new Error('The job is to end')));
    return setInterval(() => undefined, LONG_MS); // a signal alone keeps no process from ending
  };
  return {
    root: '/',
    get signal() {
      listening ??= listen();
      return abort.signal;
    },
    log: writeLog,
  };
}
function answerFailures(answer) {
  const fail = (origin) => (error) => answer({ kind: 'threw', error: errorData(error), origin });
  process.on('uncaughtException', fail('uncaught'));
  process.on('unhandledRejection', fail('unhandled-rejection'));
  process.on('beforeExit', () =>
    fail('function')(new Error('The function waits for something that nothing is left to bring about')),
  );
}
/** The job's children go first, so that nothing of theirs gets between the marker and the answer. */
function endWith(end, marker) {
  try {
    kill(-1, 'SIGKILL');
  } catch {
    // there are none
  }
  writeAll(OUTPUTS.stdout, Buffer.concat([marker, serialize(end)]));
  kill(own, 'SIGKILL');
}
await main();
//# sourceMappingURL=process-entry.js.map

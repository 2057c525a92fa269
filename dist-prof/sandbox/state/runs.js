/**
 * Records of runs of pipelines, in the state directory:
 *
 *   runs/<id>/run.json             what was run, and how it ended
 *   runs/<id>/events.jsonl         all that happened, but for what jobs printed
 *   runs/<id>/jobs/<name>.json     how a job ended; written all at once
 *   runs/<id>/log/<name>.stdout    what it printed, also where an earlier run's result was used
 *
 * `RUN/JOB` names a job wherever the id of a kept one is asked for, `last/JOB` that of the latest run.
 */
import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasErrno, LayoverError, messageOf } from '../../base/errors.js';

const ID_PATTERN = /^r-[0-9a-z]{14}$/;
const LAST = 'last';
/** Sorts by time of creation. */
export function newRunId(now = Date.now()) {
  const random = randomBytes(4).readUInt32BE(0) % 36 ** 5;
  return `r-${now.toString(36).padStart(9, '0')}${random.toString(36).padStart(5, '0')}`;
}
export function isRunWord(word) {
  const [run = ''] = word.split('/');
  return word.includes('/') && (run === LAST || ID_PATTERN.test(run));
}
/** Newest first. */
export function listRuns(home) {
  return readdirSync(home.runs)
    .filter((name) => ID_PATTERN.test(name))
    .sort()
    .reverse();
}
/** The directory of a run's, and the record of one job of it, by `RUN/JOB`. LAYOVER_JOB_UNKNOWN otherwise. */
export function findRunJob(home, word) {
  const cut = word.indexOf('/');
  const [run, name] = [word.slice(0, cut), word.slice(cut + 1)];
  const id = run === LAST ? listRuns(home)[0] : run;
  if (id === undefined)
    throw unknown(`There is no run of a pipeline in ${home.path}`, 'Start one: layover pipeline run.');
  const directory = join(home.runs, id);
  const record = readJobs(directory).find((one) => one.name === name);
  if (record) return { directory, record };
  const names = readJobs(directory).map((one) => one.name);
  const hint = names.length === 0 ? 'No job of it has ended.' : `Its jobs are ${names.join(', ')}.`;
  throw unknown(`The run ${id} has no job ${JSON.stringify(name)}`, hint);
}
/** The id of the kept job behind `RUN/JOB`. */
export function getKeptId(home, word) {
  const { record } = findRunJob(home, word);
  if (record.job !== undefined) return record.job;
  throw unknown(
    `The job ${word} was not run, so it changed nothing`,
    'See `layover pipeline show` for how it ended.',
  );
}
export function logPath(directory, name, stream) {
  return join(directory, 'log', `${fileNameOf(name)}.${stream}`);
}
/** Records of the jobs that have ended. */
export function readJobs(directory) {
  return listIfThere(join(directory, 'jobs'))
    .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
    .map((name) => parseRecord(join(directory, 'jobs', name)));
}
/** Makes a run's directory. */
export function createRun(home, id) {
  const directory = join(home.runs, id);
  for (const name of ['jobs', 'log']) mkdirSync(join(directory, name), { recursive: true, mode: 0o700 });
  return directory;
}
/** All at once. */
export function writeRunJob(directory, record) {
  writeWhole(join(directory, 'jobs'), `${fileNameOf(record.name)}.json`, record);
}
export function writeRun(directory, about) {
  writeWhole(directory, 'run.json', about);
}
/** Gives a log a second name in the run; nothing where there is no such log. */
export function linkLog(from, to) {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!hasErrno(error, 'ENOENT', 'EEXIST')) throw error;
  }
}
function writeWhole(directory, name, value) {
  const temporary = join(directory, `.${name}.${randomBytes(4).toString('hex')}`);
  writeFileSync(temporary, `${JSON.stringify(value)}\n`, { mode: 0o600 });
  renameSync(temporary, join(directory, name));
}
// No name of a job holds a slash but in the values of a matrix.
function fileNameOf(name) {
  return encodeURIComponent(name).slice(0, 200);
}
function parseRecord(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new LayoverError('LAYOVER_HOME', `${file} cannot be read: ${messageOf(cause)}`, { cause });
  }
}
function listIfThere(directory) {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return [];
    throw error;
  }
}
function unknown(message, hint) {
  return new LayoverError('LAYOVER_JOB_UNKNOWN', message, { hint });
}
//# sourceMappingURL=runs.js.map

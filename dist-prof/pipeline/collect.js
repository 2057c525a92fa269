/**
 * Making room: runs beyond the latest, with the jobs that they kept; results beyond a size, the least recently used
 * first; snapshots that no project's last run took. What goes here are records and names: the layers behind them go
 * when the store is collected.
 */
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hasErrno, LayoverError } from '../base/errors.js';
import { listRuns, readJobs } from '../sandbox/state/runs.js';
import { cacheName, ResultCache } from './cache.js';
export const KEEP_RUNS = 10;
export const CACHE_BYTES = 10 * 2 ** 30;
export async function collectPipelines(layover, options) {
  const runs = await collectRuns(layover, options);
  const results = collectResults(layover, options);
  if (!options.isDryRun) forgetLeftovers(layover);
  return { runs, results };
}
async function collectRuns(layover, { keepRuns, isDryRun }) {
  const folder = join(layover.homePath, 'runs');
  const all = listRuns({ runs: folder });
  const old = all.slice(keepRuns).filter((run) => !isRunning(join(folder, run)));
  if (isDryRun) return old.length;
  const kept = new Set(
    all
      .filter((run) => !old.includes(run))
      .flatMap((run) => readJobs(join(folder, run)).map(({ job }) => job)),
  );
  for (const run of old) {
    const jobs = readJobs(join(folder, run)).flatMap(({ job }) =>
      job === undefined || kept.has(job) ? [] : [job],
    );
    for (const job of jobs) await discardQuietly(layover, job);
    rmSync(join(folder, run), { recursive: true, force: true });
  }
  return old.length;
}
/** Of a runner that lives; a number that another process has by now only keeps it longer. */
function isRunning(directory) {
  try {
    const { status, pid } = JSON.parse(readFileSync(join(directory, 'run.json'), 'utf8'));
    return status === 'running' && pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}
async function discardQuietly(layover, job) {
  try {
    await layover.discard(job);
  } catch (error) {
    if (!(error instanceof LayoverError) || !error.code.startsWith('LAYOVER_JOB_')) throw error;
  }
}
/** How many results were let go of until the rest takes no more than it may. */
export function collectResults({ homePath, layerWork }, { cacheBytes, isDryRun }) {
  const cache = new ResultCache(homePath);
  const entries = cache.list().sort((left, right) => right.usedAtMs - left.usedAtMs);
  const counted = new Set();
  let bytes = 0;
  let gone = 0;
  for (const { key, layers, logBytes } of entries) {
    const own = layers.filter(({ layer }) => !counted.has(layer));
    bytes += logBytes + own.reduce((sum, layer) => sum + layer.bytes, 0);
    for (const { layer } of own) counted.add(layer);
    if (bytes <= cacheBytes) continue;
    gone += 1;
    if (isDryRun) continue;
    cache.remove(key);
    for (const { place } of layers) layerWork.forget(cacheName(key, place));
  }
  return gone;
}
const OWN_NAME = /^layover\/(run|cache|inputs)\/([^/]+)/;
/** Names that killed runners left, and those of snapshots that are not the last of any project. */
function forgetLeftovers({ homePath, layers, layerWork }) {
  const cache = new ResultCache(homePath);
  const snapshots = latestSnapshots(join(homePath, 'cache', 'files'));
  const isNeeded = ({ name, chain }) => {
    const [, kind = '', id = ''] = OWN_NAME.exec(name) ?? [];
    if (kind === 'run') return isRunning(join(homePath, 'runs', id));
    if (kind === 'cache') return cache.find(id) !== undefined;
    return kind !== 'inputs' || chain.some((link) => 'layer' in link && snapshots.has(link.layer));
  };
  for (const ref of layers.names()) if (!isNeeded(ref)) layerWork.forget(ref.name);
}
/** The second line of each file of what is known of a project; see inputs/known-files.ts. */
function latestSnapshots(folder) {
  const lines = readdirSync(folder).map((name) => readIfThere(join(folder, name)).split('\n', 2)[1] ?? '');
  return new Set(lines.flatMap((line) => line.split(' ')));
}
function readIfThere(path) {
  try {
    return statSync(path).isFile() ? readFileSync(path, 'latin1') : '';
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return '';
    throw error;
  }
}
//# sourceMappingURL=collect.js.map

/**
 * Results of jobs by what they were given, in the state directory:
 *
 *   cache/jobs/<key>/result.json, stdout, stderr   a success; made whole under another name, then renamed
 *   cache/last/<project and job>                   the parts of the last key, to tell what changed
 *
 * The layers are in the store, under names of the cache's own, `layover/cache/<key>/<place>`. An entry whose layers
 * are gone, or that cannot be read, is no entry. Its time of change says when it was last used.
 */
import { createHash, randomBytes } from 'node:crypto';
import {
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { hasErrno } from '../base/errors.js';

const VERSION = 1;
export const STREAMS = ['stdout', 'stderr'];
/** The name under which a cached layer is kept. */
export function cacheName(key, place) {
  return `layover/cache/${key}/${place}`;
}
export class ResultCache {
  #jobs;
  #last;
  /** `homePath`: the state directory. */
  constructor(homePath) {
    this.#jobs = join(homePath, 'cache', 'jobs');
    this.#last = join(homePath, 'cache', 'last');
  }
  /** Undefined where there is none that can be read. */
  find(key) {
    const result = readJson(join(this.#jobs, key, 'result.json'));
    return result?.key === key && Array.isArray(result.layers) ? result : undefined;
  }
  /** Makes it the most recently used. */
  touch(key) {
    const now = new Date();
    utimesSync(join(this.#jobs, key, 'result.json'), now, now);
  }
  logPath(key, stream) {
    return join(this.#jobs, key, stream);
  }
  /** Takes the place of what was there, which only its key's holder may do. `logs` get a second name. */
  store(result, logs) {
    const staging = join(this.#jobs, `.new-${randomBytes(8).toString('hex')}`);
    mkdirSync(staging, { mode: 0o700 });
    try {
      writeFileSync(join(staging, 'result.json'), JSON.stringify({ version: VERSION, ...result }), {
        mode: 0o600,
      });
      for (const [name, path] of Object.entries(logs)) linkIfThere(path, join(staging, name));
      const place = join(this.#jobs, result.key);
      rmSync(place, { recursive: true, force: true });
      renameSync(staging, place);
    } catch (error) {
      rmSync(staging, { recursive: true, force: true });
      throw error;
    }
  }
  /** Every result, with when it was last used. */
  list() {
    return readdirSync(this.#jobs).flatMap((key) => {
      const result = this.find(key);
      const sizes = STREAMS.map((stream) => sizeOf(this.logPath(key, stream)));
      const logBytes = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
      const { changedAtMs: usedAtMs } = sizeOf(join(this.#jobs, key, 'result.json'));
      return result === undefined ? [] : [{ ...result, usedAtMs, logBytes }];
    });
  }
  remove(key) {
    rmSync(join(this.#jobs, key), { recursive: true, force: true });
  }
  findLast(project, job) {
    const last = readJson(this.#lastPath(project, job));
    return typeof last?.parts === 'object' ? last : undefined;
  }
  writeLast(project, job, last) {
    const path = this.#lastPath(project, job);
    const temporary = `${path}.${randomBytes(6).toString('hex')}`;
    writeFileSync(temporary, JSON.stringify({ version: VERSION, ...last }), { mode: 0o600 });
    renameSync(temporary, path);
  }
  #lastPath(project, job) {
    return join(this.#last, createHash('sha256').update(`${project}\0${job}`).digest('hex'));
  }
}
function readJson(path) {
  try {
    const value = JSON.parse(readFileSync(path, 'utf8'));
    return value.version === VERSION ? value : undefined;
  } catch (error) {
    if (hasErrno(error, 'ENOENT') || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
function sizeOf(path) {
  const status = statSync(path, { throwIfNoEntry: false });
  return { bytes: status?.size ?? 0, changedAtMs: status?.mtimeMs ?? 0 };
}
function linkIfThere(from, to) {
  try {
    linkSync(from, to);
  } catch (error) {
    if (hasErrno(error, 'EXDEV', 'EPERM', 'EMLINK')) copyFileSync(from, to);
    else if (!hasErrno(error, 'ENOENT')) throw error;
  }
}
//# sourceMappingURL=cache.js.map

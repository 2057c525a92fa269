/**
 * The state directory: `$LAYOVER_HOME`, else `/var/lib/layover` for root, else `$XDG_DATA_HOME/layover`.
 *
 *   jobs/<id>/   upper work at/<n>/ log/ job.json     a job's own files; its lock is on the directory itself
 *   trash/       what is being deleted
 *   quarantine/  jobs that did not end as they should: see quarantine.ts
 *   locks/       ids-<n> (a range of user ids), sweep (see jobs.ts), store (see layers/store.ts)
 *   layers/ refs/ staging/   the layer store: see layers/store.ts
 *   commits/<id>/  journals of commits to directories, and what they displaced: see commit/journal.ts
 *   runs/<id>/   what a run of a pipeline was (runs.ts)
 *   cache/       what its jobs made, by what they were given (pipeline/cache.ts); what is known of projects' files
 *   attach/      empty: where a job's root is attached, in its own mount namespace only
 *   format       the version of this layout
 *
 * It is its owner's alone (0700): a job can leave setuid files behind, which nobody else may reach.
 */
import { mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { hostPath } from '../../base/bytes-path.js';
import { hasErrno, LayoverError } from '../../base/errors.js';
import { storeIn } from '../../layers/store.js';

const FORMAT = '1\n';
const FOLDERS = [
  'jobs',
  'trash',
  'locks',
  'attach',
  'quarantine',
  'commits',
  'layers/sha256',
  'refs',
  'staging',
  'runs',
  'cache/jobs',
  'cache/files',
  'cache/last',
];
export function defaultHome() {
  const { LAYOVER_HOME, XDG_DATA_HOME } = process.env;
  if (LAYOVER_HOME) return LAYOVER_HOME;
  if (process.getuid?.() === 0) return '/var/lib/layover';
  return join(XDG_DATA_HOME || join(personalDirectory(), '.local/share'), 'layover');
}
function personalDirectory() {
  try {
    return homedir();
  } catch (cause) {
    const message = `User ${process.getuid?.()} has no home directory, and HOME is not set`;
    throw new LayoverError('LAYOVER_HOME', message, {
      cause,
      hint: 'Set LAYOVER_HOME to a directory of your own.',
    });
  }
}
/** Makes what is missing; refuses a directory that another user owns or may enter, or of a later format. */
export async function openHome(path = defaultHome()) {
  const asked = resolve(path);
  let root = asked;
  try {
    await mkdir(asked, { recursive: true, mode: 0o700 });
    root = await realpath(asked); // what is hidden from jobs is found by real paths
    await checkOwner(root);
    await Promise.all(FOLDERS.map((name) => mkdir(join(root, name), { recursive: true, mode: 0o700 })));
    await checkFormat(join(root, 'format'));
  } catch (cause) {
    throw cause instanceof LayoverError ? cause : homeError(root, cause);
  }
  const [jobs, trash, locks, attach, quarantine] = FOLDERS.map((name) => join(root, name));
  const [runs, cache, commits] = [join(root, 'runs'), join(root, 'cache'), join(root, 'commits')];
  const store = storeIn(hostPath(root));
  return { path: root, jobs, trash, locks, attach, quarantine, commits, runs, cache, store };
}
async function checkOwner(root) {
  const { uid, mode } = await stat(root);
  if (uid !== process.getuid?.()) {
    throw new LayoverError('LAYOVER_HOME', `The state directory ${root} belongs to user ${uid}`, {
      hint: 'Set LAYOVER_HOME to a directory of your own.',
    });
  }
  if ((mode & 0o077) !== 0) {
    throw new LayoverError(
      'LAYOVER_HOME',
      `The state directory ${root} is open to others (mode ${(mode & 0o777).toString(8)})`,
      {
        hint: `Run: chmod 700 ${root}`,
      },
    );
  }
}
async function checkFormat(file) {
  try {
    const seen = await readFile(file, 'utf8');
    if (seen === FORMAT) return;
    throw new LayoverError(
      'LAYOVER_HOME',
      `${file} says ${JSON.stringify(seen)}; this layover writes ${JSON.stringify(FORMAT)}`,
      {
        hint: 'Use the layover that made it, or another LAYOVER_HOME.',
      },
    );
  } catch (error) {
    if (!hasErrno(error, 'ENOENT')) throw error;
    await writeFile(file, FORMAT, { mode: 0o600 });
  }
}
function homeError(root, cause) {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new LayoverError('LAYOVER_HOME', `The state directory ${root} cannot be used: ${reason}`, {
    cause,
    hint: 'Set LAYOVER_HOME to a directory of your own on a local file system.',
  });
}
//# sourceMappingURL=home.js.map

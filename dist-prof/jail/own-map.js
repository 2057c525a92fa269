/**
 * The id maps of an unprivileged runner's user namespace (user_namespaces(7)): its own id alone, or also the
 * subordinate ranges that /etc/subuid and /etc/subgid give it, written by the setuid programs newuidmap and newgidmap.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { LayoverError, messageOf } from '../base/errors.js';
/** How many ids, from 0 up, exist inside. */
export function countOfIds(map) {
  return map.kind === 'single' ? 1 : 1 + Math.min(map.users.count, map.groups.count);
}
/** The ranges where the programs and both files name one for the caller, else the single id, with the reason. */
export async function findOwnMap() {
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  const [users, groups] = await Promise.all([findRange('/etc/subuid', uid), findRange('/etc/subgid', uid)]);
  const programs = await Promise.all(['newuidmap', 'newgidmap'].map(findProgram));
  const missing = programs.includes(undefined);
  if (users && groups && !missing)
    return { map: { kind: 'ranges', uid, gid, users, groups }, reason: undefined };
  const reason = missing
    ? 'newuidmap and newgidmap are not installed'
    : `/etc/subuid and /etc/subgid have no range for uid ${uid}`;
  return { map: { kind: 'single', uid, gid }, reason };
}
/** Only the system's own: they are setuid, and the caller's PATH is not to be trusted with that. */
async function findProgram(name) {
  for (const folder of ['/usr/bin', '/bin', '/usr/local/bin', '/run/wrappers/bin']) {
    const path = `${folder}/${name}`;
    if (await isThere(path)) return path;
  }
  return undefined;
}
async function isThere(path) {
  const { access } = await import('node:fs/promises');
  return await access(path).then(
    () => true,
    () => false,
  );
}
/** The first line `NAME:FIRST:COUNT` of the caller's, by name or by number (subuid(5)). */
async function findRange(file, uid) {
  const text = await readFile(file, 'utf8').catch(() => '');
  const owners = [String(uid), ownName()];
  for (const line of text.split('\n')) {
    const [owner = '', first, count] = line.split(':');
    if (owner !== '' && owners.includes(owner) && Number(count) > 0)
      return { first: Number(first), count: Number(count) };
  }
  return undefined;
}
function ownName() {
  try {
    return userInfo().username;
  } catch {
    return ''; // an id without an entry in /etc/passwd
  }
}
/** Writes the maps of `pid`'s user namespace, which must be of our making and unmapped. */
export async function mapOwnNamespace(pid, map) {
  try {
    if (map.kind === 'single') await writeSingleMap(pid, map);
    else await writeRanges(pid, map);
  } catch (cause) {
    throw new LayoverError(
      'LAYOVER_UNSUPPORTED',
      `The id maps of a user namespace cannot be written: ${messageOf(cause)}`,
      {
        cause,
        hint: 'Run `layover doctor`: some systems forbid user namespaces to unprivileged users.',
      },
    );
  }
}
async function writeSingleMap(pid, { uid, gid }) {
  await writeFile(`/proc/${pid}/setgroups`, 'deny');
  await writeFile(`/proc/${pid}/uid_map`, `0 ${uid} 1`);
  await writeFile(`/proc/${pid}/gid_map`, `0 ${gid} 1`);
}
async function writeRanges(pid, map) {
  const { execa } = await import('execa');
  const words = (own, range) => [pid, 0, own, 1, 1, range.first, range.count].map(String);
  await execa((await findProgram('newuidmap')) ?? 'newuidmap', words(map.uid, map.users), {
    env: {},
    extendEnv: false,
  });
  await execa((await findProgram('newgidmap')) ?? 'newgidmap', words(map.gid, map.groups), {
    env: {},
    extendEnv: false,
  });
}
//# sourceMappingURL=own-map.js.map

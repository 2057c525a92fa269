/** Subordinate ids, which give an unprivileged caller's jobs more than a single user. */
import { userInfo } from 'node:os';
import { LayoverError, messageOf } from '../../base/errors.js';
import { Keeper } from '../../jail/keeper.js';
import { countOfIds, findOwnMap } from '../../jail/own-map.js';
import { explainUserns } from './userns.js';

const GROUP = 'user ids';
const AFFECTS = 'jobs that use more than one user: chown, package managers, setuid daemons';
/** Starts a keeper as the runner would; where its ranges do not work, with the caller's own id alone. */
export async function startKeeper(mode) {
  if (mode === 'root') return { ...(await start(undefined, mode, [ROOT_IDS])), map: undefined };
  const { map, reason } = await findOwnMap();
  if (map.kind === 'single')
    return { ...(await start(map, mode, [missingRanges(reason ?? 'no ranges')])), map };
  try {
    const keeper = await Keeper.start(map);
    const detail = `${countOfIds(map)} ids: ${map.uid}, and ${map.users.count} from ${map.users.first}`;
    return { keeper, map, checks: [STARTED, { name: NAME, group: GROUP, status: 'ok', detail }] };
  } catch (error) {
    const single = { kind: 'single', uid: map.uid, gid: map.gid };
    return { ...(await start(single, mode, [unusableRanges(error)])), map: single };
  }
}
const NAME = 'subordinate ids';
const STARTED = { name: 'keeper', group: 'view', status: 'ok', detail: 'started, and greeted' };
const ROOT_IDS = {
  name: NAME,
  group: GROUP,
  status: 'not-tried',
  detail: 'root needs none; run doctor as the user whose jobs do',
};
function missingRanges(reason) {
  const remedy = reason.includes('installed')
    ? 'apt-get install uidmap'
    : `usermod --add-subuids 100000-165535 --add-subgids 100000-165535 ${userName()}`;
  return {
    name: NAME,
    group: GROUP,
    status: 'limited',
    detail: `a single id: ${reason}`,
    remedy,
    affects: AFFECTS,
  };
}
function unusableRanges(error) {
  const remedy =
    'newuidmap and newgidmap setuid root, and not below a nosuid mount: apt-get install --reinstall uidmap';
  return {
    name: NAME,
    group: GROUP,
    status: 'limited',
    detail: `a single id: ${messageOf(error)}`,
    remedy,
    affects: AFFECTS,
  };
}
async function start(map, mode, others) {
  try {
    return { keeper: await Keeper.start(map), checks: [STARTED, ...others] };
  } catch (error) {
    return { keeper: undefined, checks: [await refusedStart(error, mode), ...others] };
  }
}
async function refusedStart(error, mode) {
  const check = {
    name: 'keeper',
    group: 'view',
    status: 'missing',
    detail: messageOf(error),
    affects: 'jobs: it starts them',
  };
  if (error instanceof LayoverError && error.code.startsWith('LAYOVER_NATIVE'))
    return { ...check, remedy: error.hint };
  const { cause, remedy } = await explainUserns(mode, undefined);
  return { ...check, detail: `${check.detail} (${cause})`, remedy };
}
function userName() {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.()); // an id without an entry in /etc/passwd
  }
}
//# sourceMappingURL=user-ids.js.map

/** Everything that needs the native parts: imported late, so that doctor can say where they are missing. */
import { mkdir, mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HostPath, hostPath, type RawPath, splitRaw } from '../../base/bytes-path.js';
import { Cleanup } from '../../base/cleanup.js';
import { mapRootless, takeRange } from '../../jail/id-map.js';
import type { Keeper } from '../../jail/keeper.js';
import { countOfIds, type OwnMap } from '../../jail/own-map.js';
import { removeTree } from '../../tree/remove.js';
import { startProcessHost, startThreadHost, type TreeHost } from '../trees/tree-host.js';
import type { Check } from './check.js';
import { checkCorePattern } from './host.js';
import { checkLimits } from './limits.js';
import { checkFilters, checkNamespaces } from './namespaces.js';
import { checkDirectory, checkState, findExisting, makeFolder } from './state.js';
import { startKeeper } from './user-ids.js';
import { checkView } from './view.js';

type Mode = 'root' | 'rootless';

export async function examine(home: string, mode: Mode): Promise<Check[]> {
  const namespaces = await checkNamespaces(mode); // the first to throw where there is no keeper
  const [filters, limits, core, view] = await Promise.all([
    checkFilters(),
    checkLimits(),
    checkCorePattern(),
    tryJobs(home, mode),
  ]);
  return [...namespaces, ...view, ...filters, ...limits, core];
}

/** Trials lie where jobs would: in the state directory, or in what it would be made in; else in the system's own place. */
async function tryJobs(home: string, mode: Mode): Promise<Check[]> {
  const existing = await findExisting(home);
  const own = await makeFolder(existing);
  const folder = own ?? (await mkdtemp(join(await realpath(tmpdir()), 'layover-doctor-')));
  await using cleanup = new Cleanup();
  cleanup.defer(() => removeFolder(hostPath(folder)));
  const state = [
    await checkDirectory(home, { existing, isWritable: own !== undefined }),
    ...(own === undefined ? [] : await checkState(own, mode)),
  ];
  const { keeper, map, checks } = await startKeeper(mode);
  if (keeper === undefined) return [...checks, ...state];
  cleanup.defer(async () => await keeper[Symbol.asyncDispose]());
  const trials = await tryView({ folder, mode, keeper, map }, cleanup);
  return [
    ...checks.filter(({ group }) => group === 'view'),
    ...trials,
    ...checks.filter(({ group }) => group !== 'view'),
    ...state,
  ];
}

interface Setting {
  readonly folder: string;
  readonly mode: Mode;
  readonly keeper: Keeper;
  readonly map: OwnMap | undefined;
}

async function tryView({ folder, mode, keeper, map }: Setting, cleanup: Cleanup): Promise<Check[]> {
  const locks = join(folder, 'locks');
  await mkdir(locks);
  const ids = mode === 'root' ? takeRange(locks) : mapRootless(map ? countOfIds(map) : 1, { uid: 0, gid: 0 });
  cleanup.defer(() => ids.release());
  const trees = async (): Promise<TreeHost> => {
    const host = mode === 'root' ? await startThreadHost(locks) : startProcessHost(keeper.pid, locks);
    cleanup.defer(async () => await host[Symbol.asyncDispose]());
    return host;
  };
  return await checkView({ mode, keeper, ids, folder, trees });
}

function removeFolder(folder: HostPath): void {
  const { parent, name } = splitRaw(folder);
  removeTree((parent === '' ? '/' : parent) as HostPath, name as RawPath);
}

/** The first half of a commit: everything new is complete and on disk, and the target is untouched. */
import { type HostPath, isBelow, joinRaw, type RawPath, ROOT_PATH, splitRaw } from '../base/bytes-path.js';
import { SYNC_EACH_MAX, syncTree } from '../layers/durable.js';
import { AT_FDCWD } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { explaining, isSystemError } from './explain.js';
import type { Journal } from './journal.js';
import type { Operation } from './operation.js';
import type { Planned } from './planned.js';
import { type StageContext, stagePlan } from './stage.js';
import { chooseStash, makeStash, notWritable } from './stash.js';
import { type Volume, type VolumeRecord, volumeOf, volumePath } from './volumes.js';

export interface Staging extends Omit<StageContext, 'volumes'> {
  readonly madeTarget: boolean;
  /** Those that the plan is about. */
  readonly mounts: readonly Volume[];
}

interface Used {
  readonly at: RawPath;
  /** From there. */
  readonly inner: RawPath;
}

/** Makes everything new, on each volume in a stash of its own, and waits until it is on disk. */
export function stageAll(todo: readonly Planned[], transaction: Staging, journal: Journal): Operation[] {
  const { target, madeTarget } = transaction;
  const volumes = findUsed(todo, transaction).map(({ at, inner }) =>
    placeStash({ at, inner }, transaction, journal),
  );
  journal.update({ volumes, madeTarget, targetIno: String(syscalls.stat(target.rootFd(), '').ino) });
  for (const { at, stash } of volumes) {
    try {
      makeStash(stash, journal.path);
    } catch (cause) {
      throw isSystemError(cause) ? notWritable(volumePath(target.path, at), cause) : cause;
    }
  }
  const operations = stagePlan(todo, { ...transaction, volumes });
  const roots = volumes.map(({ at }) => at);
  for (const [index, { at, stash }] of volumes.entries()) {
    const own = operations.filter(({ path }) => volumeOf(path, roots) === index);
    explaining(volumePath(target.path, at), { path: ROOT_PATH, kind: 'sync' }, () =>
      syncTree(stash, pathsToSync(own)),
    );
  }
  return operations;
}

/** The volumes that something is to be done in, and in each the directory that holds all of that. */
function findUsed(todo: readonly Planned[], { mounts }: Staging): Used[] {
  const roots = mounts.map(({ at }) => at);
  return mounts.flatMap(({ at }, index) => {
    const own = todo.filter(({ path }) => volumeOf(path, roots) === index);
    const inner = commonDirectory(
      own.filter(({ path }) => path !== at).map(({ path }) => splitRaw(path).parent),
    );
    return own.length === 0 ? [] : [{ at, inner: inner.slice(at === '' ? 0 : at.length + 1) as RawPath }];
  });
}

function commonDirectory(paths: readonly RawPath[]): RawPath {
  const [first = ROOT_PATH, ...rest] = paths;
  let common = first;
  for (const path of rest) while (!isBelow(path, common)) common = splitRaw(common).parent;
  return common;
}

function placeStash({ at, inner }: Used, { target }: Staging, journal: Journal): VolumeRecord {
  const path = volumePath(target.path, at);
  const fd = target.rootFd(at);
  const stash = chooseStash({ path, fd, inner }, { path: journal.path, id: journal.header.id });
  const record = { at, ino: String(syscalls.stat(fd, '').ino), stash };
  if (stash.startsWith(`${journal.path}/`)) return record;
  const parent = splitRaw(stash).parent;
  const holder = (parent === '' ? '/' : parent) as HostPath;
  const { ino, mtimeNs } = syscalls.stat(AT_FDCWD, holder);
  return { ...record, holder: { path: holder, ino: String(ino), mtimeNs: String(mtimeNs) } };
}

/** Of a stash; where they are more than are synced one by one, not all. */
function pathsToSync(operations: readonly Operation[]): RawPath[] {
  const paths = [ROOT_PATH];
  for (const operation of operations) {
    if (operation.kind !== 'create' && operation.kind !== 'replace') continue;
    const durable = operation.after.filter(({ type }) => type === 'file' || type === 'directory');
    for (const { path } of durable) paths.unshift(joinRaw(operation.slot as RawPath, path));
    if (paths.length > SYNC_EACH_MAX) break;
  }
  return paths;
}

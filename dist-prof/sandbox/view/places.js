/** Makes what a job's writable places need on disk, and plans their mounts. */
import { randomUUID } from 'node:crypto';
import { chmodSync, lchownSync, mkdirSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fsPath, hostPath, rawFromText } from '../../base/bytes-path.js';
import { hasErrno, LayoverError, messageOf } from '../../base/errors.js';
import { AT_FDCWD } from '../../native/constants.js';
import { syscalls } from '../../native/syscalls.js';
import { kernelDriver } from '../../overlay/kernel.js';
import { describeUpperRoot } from './untouched.js';
/** The mounts of a kept job's places, in their order, over the uppers as they are. */
export function reopenPlaces(places, request) {
  const { driver, context, trash } = request;
  return places.map((place, index) => {
    const directory = directoryOf(request, index);
    renameSync(join(directory, 'work'), join(trash, `work-${randomUUID()}`));
    mkdirSync(join(directory, 'work'), { mode: 0o700 });
    return driver.plan({ ...place, directory: hostPath(directory) }, context);
  });
}
function directoryOf({ jobPath }, index) {
  return index === 0 ? jobPath : join(jobPath, 'at', String(index));
}
export async function makePlaces(request) {
  const parts = [];
  const mounts = [];
  for (const [index, place] of request.places.entries()) {
    const made = await makePlace(place, directoryOf(request, index), request);
    parts.push(made.part);
    mounts.push(made.mount);
  }
  return { parts, mounts, upperRoots: parts.map(describeUpperRoot) };
}
async function makePlace(place, directory, request) {
  const { driver, context } = request;
  const upper = hostPath(join(directory, 'upper'));
  if (directory !== request.jobPath) {
    for (const name of ['upper', 'work']) mkdirSync(join(directory, name), { recursive: true, mode: 0o700 });
  }
  const root = dressUpper(upper, place, context.mode);
  if (driver.preparation === 'skeleton') makeStubs(join(directory, 'skeleton'), place.stubs);
  if (driver.preparation === 'copy') {
    await copyLowers(place, upper, request);
    makeStubs(Buffer.from(upper, 'latin1').toString(), place.stubs);
  }
  const mount = driver.plan({ ...place, directory: hostPath(directory) }, context);
  const marks = driver.marks(context);
  const lowerMarks = driver.preparation === 'copy' ? { lowerMarks: kernelDriver.marks(context) } : {};
  return {
    part: { at: place.at, lowers: place.lowers, upper, marks, ...lowerMarks, ...(root && { root }) },
    mount,
  };
}
async function copyLowers({ lowers }, target, { trees, context }) {
  const marks = kernelDriver.marks(context);
  try {
    await (await trees()).run('copyLowers', { lowers, marks, target });
  } catch (cause) {
    throw new LayoverError(
      'LAYOVER_UNSUPPORTED',
      `The lowers cannot be copied for the job: ${messageOf(cause)}`,
      {
        cause,
        hint: 'Rootless, a copy can only hold owners that you have ids for: own the lowers yourself, or run as root.',
      },
    );
  }
}
/**
 * The upper's own directory is the view's root, so it starts with the topmost lower's mode and owner. Rootless
 * the owner is the caller, whoever owns the lower: what it was made as is then the state to compare with.
 */
function dressUpper(upper, place, mode) {
  const [lower] = place.lowers;
  const status = lower === undefined ? { mode: 0o755, uid: 0, gid: 0 } : statSync(fsPath(lower));
  const { uid, gid } = status;
  const bits = place.mode ?? status.mode;
  if (mode === 'root' && (uid !== 0 || gid !== 0)) lchownSync(fsPath(upper), uid, gid);
  if (lower !== undefined) copyRootXattrs(lower, upper);
  chmodSync(fsPath(upper), bits & 0o7777);
  return mode === 'root' ? undefined : { mode: bits & 0o7777, uid: 0, gid: 0 };
}
/** What the caller may not set stays behind; marks of an overlay mean nothing on a root. */
function copyRootXattrs(lower, upper) {
  for (const [key, value] of syscalls.getXattrs(AT_FDCWD, lower)) {
    if (/^(trusted|user)\.overlay\./.test(key)) continue;
    try {
      syscalls.setXattr(AT_FDCWD, upper, { key, value });
    } catch (error) {
      if (!hasErrno(error, 'EPERM', 'EOPNOTSUPP')) throw error;
    }
  }
}
/** Stubs on disk, for drivers that cannot be given a file system with nothing but them. */
function makeStubs(root, stubs) {
  mkdirSync(root, { recursive: true, mode: 0o755 });
  for (const { path, type, mode, target } of stubs) {
    const file = Buffer.from(`${rawFromText(root)}/${path}`, 'latin1');
    if (type === 'symlink') symlinkSync(Buffer.from(target ?? '', 'latin1'), file);
    else if (type === 'directory') mkdirSync(file, { recursive: true, mode });
    else writeFileSync(file, '', { flag: 'a', mode });
  }
}
//# sourceMappingURL=places.js.map

/** Giving a staged layer its place, and a name. */
import { joinRaw } from '../base/bytes-path.js';
import { hasErrno, LayoverError } from '../base/errors.js';
import { AT_FDCWD, RENAME_NOREPLACE } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { syncDirectory } from './durable.js';
import { withStoreLock } from './lock.js';
import { findRef, parseRefName, writeRef } from './refs.js';
/** Puts one staged layer on top of a chain and names it. A crash leaves all of it, or the layer unnamed, or nothing. */
export function publishLayer(store, staged, options) {
  const [published] = publishChain(store, [staged], options);
  if (published === undefined) throw new Error('A layer was staged and none is published');
  return published;
}
/** The same for several, the topmost first: what is named is all of them. */
export function publishChain(store, staged, { name, below, config = {}, keepsNames = false }) {
  const own = staged.map(({ record }) => ({ layer: record.id }));
  const ref = {
    name: parseRefName(name),
    createdAt: new Date().toISOString(),
    chain: withoutTwice([...own, ...below]),
    config,
  };
  return withStoreLock(store, 'shared', () => {
    if (keepsNames) refuseTaken(store, ref);
    const published = staged.map((one) => ({ record: one.record, isNew: placeLayer(store, one) }));
    writeRef(store, ref);
    return published;
  });
}
function refuseTaken(store, { name, chain }) {
  const present = findRef(store, name);
  if (present === undefined || JSON.stringify(present.chain) === JSON.stringify(chain)) return;
  throw new LayoverError('LAYOVER_USAGE', `The name ${name} stands for other layers already`, {
    hint: 'Choose another one with --name; giving this one there replaces what it stands for.',
  });
}
/** Whether it is new to the store. To be done with the store's lock held, until something refers to the layer. */
export function placeLayer(store, { staging, record }) {
  const to = { dirfd: AT_FDCWD, name: joinRaw(store.layers, record.id) };
  try {
    syscalls.rename({ dirfd: AT_FDCWD, name: staging.path }, to, RENAME_NOREPLACE);
  } catch (error) {
    if (hasErrno(error, 'EEXIST', 'ENOTEMPTY')) return false;
    throw error;
  }
  staging.release();
  syncDirectory(store.layers);
  return true;
}
// The kernel takes no directory as a lower twice. A layer says the same wherever it lies above another of its kind.
function withoutTwice(chain) {
  const seen = new Set();
  return chain.filter((link) => {
    if (!('layer' in link)) return true;
    const isFirst = !seen.has(link.layer);
    seen.add(link.layer);
    return isFirst;
  });
}
//# sourceMappingURL=publish.js.map

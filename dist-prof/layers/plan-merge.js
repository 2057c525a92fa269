/** Which layers of a stack too high for an overlay are mounted as one, and what that one is called. */
import { createHash } from 'node:crypto';
import { findLayerOf, treePath } from './store.js';
/** Names of merged layers begin so. They are a cache: `gc` takes those that no named chain would be given. */
export const MERGED_PREFIX = 'layover/merged/';
/**
 * The most lowers that are mounted as they are. Mounting is linear in them, and a layer more costs a job less than a
 * merged layer costs the store: so nothing is merged before it must be.
 */
export const MOUNTED_MAX = 499;
/** So many at a time: a chain that grows by a layer is given the same merged one as before, for as long as that does. */
const BLOCK = 100;
/** Undefined where they fit as they are, or not enough of them lie next to each other in the store. */
export function planMerge(store, lowers) {
  if (lowers.length <= MOUNTED_MAX) return undefined;
  const needed = lowers.length - MOUNTED_MAX + 1;
  const count = Math.ceil(needed / BLOCK) * BLOCK;
  const run = longestRun(lowers.map((lower) => idOf(store, lower)));
  if (run.ids.length < needed) return undefined;
  // The lowest of them: what is committed next comes on top.
  const ids = run.ids.slice(-count);
  const isLowest = run.end === lowers.length;
  return { ids, isLowest, name: nameOf(ids, isLowest), start: run.end - ids.length };
}
/** Only a layer's whole tree can be merged. */
function idOf(store, lower) {
  const id = findLayerOf(store, lower);
  return id !== undefined && treePath(store, id) === lower ? id : undefined;
}
function longestRun(ids) {
  let longest = { ids: [], end: 0 };
  let own = [];
  for (const [index, id] of ids.entries()) {
    own = id === undefined ? [] : [...own, id];
    if (own.length >= longest.ids.length) longest = { ids: own, end: index + 1 };
  }
  return longest;
}
function nameOf(ids, isLowest) {
  const key = createHash('sha256').update([isLowest ? 'lowest' : 'between', ...ids].join('\n'));
  return `${MERGED_PREFIX}${key.digest('hex')}`;
}
//# sourceMappingURL=plan-merge.js.map

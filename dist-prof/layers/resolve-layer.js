/** From what a user calls a layer to the directories it stands for. */
import { rawFromJson } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import { listLayerIds } from './collect.js';
import { getLayer } from './record.js';
import { getRef } from './refs.js';
import { isLayerId, treePath } from './store.js';

const ID_PREFIX = 'sha256:';
const SHORTEST_ID = 12;
/** Whether `text` can only be the id of a layer, or the beginning of one. */
export function isLayerWord(text) {
  return text.startsWith(ID_PREFIX);
}
/** The chain of a name, or one layer alone for `sha256:` and at least 12 digits of its id; the topmost first. */
export function resolveChain(store, text) {
  if (!isLayerWord(text)) return getRef(store, text).chain;
  return [{ layer: findById(store, text.slice(ID_PREFIX.length)) }];
}
/** The directories to mount for a chain. Every layer of it is there. */
export function directoriesOf(store, chain) {
  return chain.map((link) => {
    if ('directory' in link) return rawFromJson(link.directory);
    return treePath(store, getLayer(store, link.layer).id);
  });
}
function findById(store, prefix) {
  if (!/^[0-9a-f]+$/.test(prefix) || prefix.length < SHORTEST_ID || prefix.length > 64) {
    const message = `A layer is called sha256: and 12 to 64 digits of its id, got ${JSON.stringify(prefix)}`;
    throw new LayoverError('LAYOVER_USAGE', message);
  }
  if (isLayerId(prefix)) return getLayer(store, prefix).id;
  const found = listLayerIds(store).filter((id) => id.startsWith(prefix));
  const [id] = found;
  if (id !== undefined && found.length === 1) return id;
  const problem = id === undefined ? 'no layer' : `${found.length} layers`;
  throw new LayoverError('LAYOVER_LAYER_UNKNOWN', `There is ${problem} whose id begins with ${prefix}`, {
    hint: 'See `layover layer ls`.',
  });
}
//# sourceMappingURL=resolve-layer.js.map

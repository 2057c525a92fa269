/** What is known of a layer's tar from earlier exports; kept in `layer.json`. */
import { hasErrno, LayoverError } from '../../../base/errors.js';
import { replaceFile } from '../../durable.js';
import { encodeRecord, getLayer, RECORD_NAME } from '../../record.js';
import { layerPath } from '../../store.js';

// To be raised when the bytes of a layer's tar change for the same layer.
const FORM = 1;
/** The blob an earlier export made, or undefined. */
export function findPacked(store, id, compression) {
  const known = findKnown(store, id);
  const blob = known?.blobs[compression];
  return known && blob && { diffId: known.diffId, ...blob };
}
/** Keeps it for the next export. A tar that is not the one it was before is LAYOVER_LAYER_DAMAGED. */
export function rememberPacked(store, id, { packed, compression }) {
  const { diffId, digest, size } = packed;
  const known = findKnown(store, id);
  if (known !== undefined) requireSame(id, { was: known.diffId, is: diffId });
  const exports = {
    form: FORM,
    diffId,
    blobs: { ...known?.blobs, [compression]: { digest, size } },
  };
  try {
    replaceFile(layerPath(store, id), RECORD_NAME, encodeRecord({ ...getLayer(store, id), exports }));
  } catch (error) {
    // Only the next export would have been quicker.
    if (!hasErrno(error, 'EROFS', 'EACCES', 'EPERM', 'ENOSPC', 'EDQUOT')) throw error;
  }
}
/** LAYOVER_LAYER_DAMAGED where the tar of a layer has become another one. */
export function requireSame(id, { was, is }) {
  if (was === is) return;
  const message = `The layer sha256:${id} has changed in the store: its tar was ${was}, and is ${is}`;
  throw new LayoverError('LAYOVER_LAYER_DAMAGED', message, { hint: 'See `layover layer verify`.' });
}
function findKnown(store, id) {
  const { exports } = getLayer(store, id);
  return exports?.form === FORM ? exports : undefined;
}
//# sourceMappingURL=cache.js.map

/** What there is to do for one image: its layers, where they lie and what vouches for them. */
import { LayoverError } from '../../../base/errors.js';
import { overLimit } from './limits.js';
export const MANIFEST_BYTES_MAX = 4 * 2 ** 20;
export const CONFIG_BYTES_MAX = 8 * 2 ** 20;
/** Joins what a manifest and its configuration each say of the layers, which must agree. */
export function planLayers(files, { rootfs, history }, limits) {
  const ids = rootfs.diff_ids;
  if (files.length > limits.layers) throw overLimit(limits, 'layers', `The image has ${files.length} layers`);
  if (ids.length !== files.length) {
    const message = `The image has ${files.length} layers, and its configuration has digests of ${ids.length}`;
    throw new LayoverError('LAYOVER_IMAGE_INVALID', message);
  }
  const steps = (history ?? []).filter(({ empty_layer: isEmpty }) => isEmpty !== true);
  return files.map((file, index) => ({
    ...file,
    diffId: ids[index],
    createdBy: describe(steps[index]),
  }));
}
function describe(step) {
  return step?.created_by ?? step?.comment;
}
//# sourceMappingURL=image-plan.js.map

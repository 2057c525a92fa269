import { LayoverError } from '../base/errors.js';
/** The error for a tar that is not what the format says, or says it in a way that two readers could take differently. */
export function invalidTar(problem, hint) {
  return new LayoverError('LAYOVER_IMAGE_INVALID', `The tar cannot be imported: ${problem}`, { hint });
}
//# sourceMappingURL=invalid.js.map

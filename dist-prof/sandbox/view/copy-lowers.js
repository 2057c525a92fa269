import { ROOT_PATH } from '../../base/bytes-path.js';
import { fillDirectory } from '../../commit/fill-directory.js';
import { readChanges } from '../../diff/read-changes.js';
/** From the lowest up: each layer is an upper over what lies there by then. */
export function copyLowers({ lowers, marks, target }, control) {
  for (const [index, layer] of [...lowers].reverse().entries()) {
    const below = index === 0 ? [] : [target];
    const changes = readChanges({ at: ROOT_PATH, lowers: below, upper: layer, marks });
    fillDirectory(changes, { target, ...control });
  }
}
//# sourceMappingURL=copy-lowers.js.map

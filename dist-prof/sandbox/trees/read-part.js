import { readdirSync } from 'node:fs';
import { fsPath } from '../../base/bytes-path.js';
import { LayoverError } from '../../base/errors.js';
import { readChanges } from '../../diff/read-changes.js';
/**
 * The changes of one place. Over the machine itself a place is whatever was mounted, or lay beside a mount, when the job
 * began: where that is gone by now and the job left nothing there, it has no changes.
 */
export function readPart(part, options) {
  try {
    return readChanges(part, options);
  } catch (error) {
    const isGone = error instanceof LayoverError && error.code === 'LAYOVER_LOWER_MISSING';
    if (isGone && readdirSync(fsPath(part.upper)).length === 0) return [];
    throw error;
  }
}
//# sourceMappingURL=read-part.js.map

import { isBelow } from '../../base/bytes-path.js';
import { writeBase } from '../../commit/base-record.js';
import { readBase } from '../../diff/read-base.js';
/** Writes the record of a job into its directory. */
export function recordBase(directory, request) {
  writeBase(directory, readParts(request));
}
function* readParts({ parts, changes, check }) {
  for (const part of parts) {
    const inner = parts.filter((other) => other !== part && isBelow(other.at, part.at));
    const own = changes.filter(
      ({ path }) => isBelow(path, part.at) && !inner.some(({ at }) => isBelow(path, at)),
    );
    yield* readBase(part, own, { check });
  }
}
//# sourceMappingURL=record-base.js.map

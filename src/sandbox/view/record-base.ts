/** Remembering what the lowers showed where a job changed something, as the tree host does it. */
import type { HostPath } from '../../base/bytes-path.js';
import { isBelow } from '../../base/bytes-path.js';
import { writeBase } from '../../commit/base-record.js';
import type { Change } from '../../diff/change.js';
import { type BaseItem, readBase } from '../../diff/read-base.js';
import type { Part } from '../../overlay/part.js';

interface BaseRequest {
  readonly parts: readonly Part[];
  readonly changes: readonly Change[];
  readonly check: () => void;
}

/** Writes the record of a job into its directory. */
export function recordBase(directory: HostPath, request: BaseRequest): void {
  writeBase(directory, readParts(request));
}

function* readParts({ parts, changes, check }: BaseRequest): Generator<BaseItem> {
  for (const part of parts) {
    const inner = parts.filter((other) => other !== part && isBelow(other.at, part.at));
    const own = changes.filter(
      ({ path }) => isBelow(path, part.at) && !inner.some(({ at }) => isBelow(path, at)),
    );
    yield* readBase(part, own, { check });
  }
}

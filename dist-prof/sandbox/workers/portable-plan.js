/** The view of a portable job as data: what its thread's own file calls make of it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { hostPath, quoteRaw, rawFromText } from '../../base/bytes-path.js';
import { LayoverError } from '../../base/errors.js';
/** Makes the directories that stand for what is a file system of its own elsewhere. */
export function planPortable({ parts, mounts, jobPath, codeRoots, lowerMarks }) {
  const scratch = join(jobPath, 'scratch');
  const own = parts.map(({ at, upper, lowers }) => ({ at, upper, lowers, isReadOnly: false }));
  const others = mounts.map((mount, index) => placeOf(mount, join(scratch, String(index))));
  return {
    places: [...own, ...others],
    lowerOpaque: `${lowerMarks}.overlay.opaque`,
    code: codeRoots.map((root) => rawFromText(root)),
  };
}
function placeOf(mount, scratch) {
  const shown = (lower) => ({
    at: mount.target,
    upper: undefined,
    lowers: [lower],
    isReadOnly: true,
  });
  const empty = () => {
    mkdirSync(scratch, { recursive: true, mode: 0o755 });
    return hostPath(scratch);
  };
  switch (mount.kind) {
    case 'bind':
      return mount.isReadOnly
        ? shown(mount.source)
        : { at: mount.target, upper: mount.source, lowers: [], isReadOnly: false };
    case 'tmpfs':
      return mount.isReadOnly === true
        ? shown(empty())
        : { at: mount.target, upper: empty(), lowers: [], isReadOnly: false };
    case 'proc':
      return shown('/proc');
    case 'dev':
      return shown('/dev');
    case 'hide':
      return shown(empty());
    case 'overlay':
    case 'fuse':
      throw new LayoverError(
        'LAYOVER_UNSUPPORTED',
        `The portable runner has no ${mount.kind} at /${quoteRaw(mount.target)}`,
      );
  }
}
//# sourceMappingURL=portable-plan.js.map

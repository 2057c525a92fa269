/**
 * Which overlay a job gets. The kernel's own comes first; where it refuses before the command has started, the next
 * is tried, and the receipt says what was wanted, what was used and why. A copy is the last resort.
 */
import { existsSync } from 'node:fs';
import { LayoverError, SetupError } from '../../base/errors.js';
import { copyDriver } from '../../overlay/copy.js';
import { FUSE_OVERLAYFS, fuseDriver } from '../../overlay/fuse.js';
import { kernelDriver } from '../../overlay/kernel.js';
import { nameRequirement } from '../definition/requirement.js';

const WAYS = [
  { driver: kernelDriver, layersBy: 'descriptor', label: 'kernel overlay' },
  { driver: kernelDriver, layersBy: 'name', label: 'kernel overlay with layers by name' },
  { driver: fuseDriver, layersBy: 'descriptor', label: 'fuse-overlayfs' },
  { driver: copyDriver, layersBy: 'descriptor', label: 'a copy of the lowers' },
];
// Only what the overlay itself can be refused for: any other step fails the same way whatever the driver.
const OVERLAY_STEPS = new Set(['mount-overlay', 'mount-fuse', 'fuse-device', 'fuse-daemon']);
/** Runs `start` with each way that the spec allows until one is not refused. */
export async function tryWays(spec, start) {
  const ways = waysFor(spec);
  const fallbacks = [];
  let first;
  for (const [index, way] of ways.entries()) {
    try {
      if (way.driver.name !== 'kernel' && fallbacks.length > 0) spec.onNotice?.(noticeOf(fallbacks, way));
      return await start(way, fallbacks);
    } catch (error) {
      first ??= error;
      const next = ways[index + 1];
      if (!isRefusal(error) || next === undefined) throw nameRequirement(first, spec.required);
      fallbacks.push({ wanted: way.label, used: next.label, reason: error.message });
    }
  }
  throw new Error('No way to make an overlay was tried');
}
/** The way that an earlier job went. */
export function driverNamed(name, layersBy = 'descriptor') {
  const way = WAYS.find(
    ({ driver, layersBy: by }) => driver.name === name && (name !== 'kernel' || by === layersBy),
  );
  if (way === undefined) throw new Error(`no overlay driver is called ${name}`);
  return way;
}
function waysFor({ driver = 'auto', layersBy, mustUseKernel }) {
  if (driver === 'fuse' && !existsSync(FUSE_OVERLAYFS)) {
    throw new LayoverError('LAYOVER_UNSUPPORTED', `There is no ${FUSE_OVERLAYFS} for the driver fuse`, {
      hint: 'Debian: apt-get install fuse-overlayfs',
    });
  }
  return WAYS.filter(
    (way) =>
      (driver === 'auto' || way.driver.name === driver) &&
      (!mustUseKernel || way.driver.name === 'kernel') &&
      (way.driver.name !== 'fuse' || existsSync(FUSE_OVERLAYFS)) &&
      (way.driver.name !== 'kernel' || layersBy === undefined || way.layersBy === layersBy),
  );
}
function isRefusal(error) {
  return error instanceof SetupError && OVERLAY_STEPS.has(error.step);
}
function noticeOf(fallbacks, way) {
  return `the ${fallbacks[0]?.wanted ?? 'overlay'} is refused here (${fallbacks[0]?.reason ?? ''}); using ${way.label}`;
}
//# sourceMappingURL=attempt.js.map

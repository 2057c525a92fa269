/**
 * What this machine can do for layover, found by trying it: namespaces are made, jobs are launched up to a command
 * that does not exist, groups are made and removed. Nothing of it stays, and no setting of the host is changed.
 */
import { release } from 'node:os';
import { LayoverError } from '../../base/errors.js';
import { defaultHome } from '../state/home.js';
import { judge } from './verdict.js';

export { renderDoctor } from './render.js';
/** Tries each thing that jobs need. What is missing is a finding, never an error. */
export async function runDoctor({ home = defaultHome() } = {}) {
  const mode = process.getuid?.() === 0 ? 'root' : 'rootless';
  const checks = await examineWhereBuilt(home, mode);
  return { mode, ...judge(checks, mode), kernel: release(), home, checks };
}
async function examineWhereBuilt(home, mode) {
  try {
    const { examine } = await import('./examine.js');
    return await examine(home, mode);
  } catch (error) {
    if (!(error instanceof LayoverError) || error.code !== 'LAYOVER_NATIVE_MISSING') throw error;
    const { message: detail, hint: remedy } = error;
    return [
      {
        name: 'native parts',
        group: 'view',
        status: 'missing',
        detail,
        remedy,
        affects: 'jobs: these parts start and read them',
      },
    ];
  }
}
//# sourceMappingURL=doctor.js.map

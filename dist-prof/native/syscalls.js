import { createRequire } from 'node:module';
import { LayoverError, messageOf } from '../base/errors.js';
/** The addon. Throws `LAYOVER_NATIVE_MISSING` where it is not built. */
export const syscalls = loadAddon();
function loadAddon() {
  try {
    return createRequire(import.meta.url)('./syscalls.node');
  } catch (cause) {
    throw new LayoverError(
      'LAYOVER_NATIVE_MISSING',
      `The native addon cannot be loaded: ${messageOf(cause)}`,
      {
        cause,
        hint: 'Run `npm run build` in the layover package; it needs a C compiler (Debian: apt-get install gcc libc6-dev).',
      },
    );
  }
}
//# sourceMappingURL=syscalls.js.map

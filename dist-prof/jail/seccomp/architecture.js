import { LayoverError } from '../../base/errors.js';
import { CALLS_ARM64 } from './calls-arm64.js';
import { CALLS_X86_64 } from './calls-x86-64.js';
/** Throws where layover has no table for the processor; `arch` is Node's name of it. */
export function getArchitecture(arch = process.arch) {
  if (arch === 'x64') {
    const aliases = ['amd64', 'SCMP_ARCH_X86_64'];
    return { name: 'x86-64', audit: 0xc000003e, aliases, numbers: parseCalls(CALLS_X86_64) };
  }
  if (arch === 'arm64') {
    const aliases = ['arm64', 'SCMP_ARCH_AARCH64'];
    return { name: 'arm64', audit: 0xc00000b7, aliases, numbers: parseCalls(CALLS_ARM64) };
  }
  throw new LayoverError(
    'LAYOVER_UNSUPPORTED',
    `There is no table of system calls for the processor ${arch}`,
    {
      hint: 'A job can run without a filter of system calls: `--seccomp off`.',
    },
  );
}
/** Lines of a number and the names from it up. */
function parseCalls(text) {
  const numbers = new Map();
  for (const line of text.trim().split('\n')) {
    const [first, ...names] = line.split(' ');
    for (const [index, name] of names.entries()) numbers.set(name, Number(first) + index);
  }
  return numbers;
}
//# sourceMappingURL=architecture.js.map

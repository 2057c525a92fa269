import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
const builtCode = new RegExp(`^(file://)?${root.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}dist/`);

/** Folders whose tests mount, start keepers or count what is left on the machine: one file at a time. */
const KERNEL_FOLDERS = ['cli', 'e2e', 'contract', 'jail', 'hostile', 'sandbox', 'worker'];
const kernelTests = KERNEL_FOLDERS.map((folder) => `test/${folder}/**/*.test.ts`);

export default defineConfig({
  root,
  // Node 20 has no `using`: the tests' own is lowered, dist has been lowered by tsc already.
  oxc: { target: 'es2022' },
  test: {
    reporters: ['default', fileURLToPath(new URL('./test-reporter.ts', import.meta.url))],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 120_000,
    // The built code runs as it is shipped: native modules of Node, with its own workers and addon.
    server: { deps: { external: [builtCode] } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          pool: 'threads',
          include: ['test/**/*.test.ts'],
          exclude: kernelTests,
        },
      },
      {
        extends: true,
        test: {
          name: 'kernel',
          pool: 'forks',
          fileParallelism: false,
          include: kernelTests,
          setupFiles: ['test/hostile/watch-host.ts'],
          // What a file's own hooks hold open is closed before the host is looked at again.
          sequence: { hooks: 'stack' },
        },
      },
    ],
  },
});

import { MODES, type Mode, openRunner, type Runner } from '../e2e/runner.js';
import { mayUseFuse } from '../fixtures/fuse.js';
import { describeUnless, isRoot } from '../fixtures/requirements.js';
import { buildRootfs } from '../fixtures/rootfs.js';
import { type DriverUnderTest, testOverlayDriver, testWhiteoutNames } from './overlay-drivers.js';

const DRIVERS: ReadonlyArray<Pick<DriverUnderTest, 'title' | 'spec'>> = [
  { title: 'the kernel, layers by descriptor', spec: { driver: 'kernel', layersBy: 'descriptor' } },
  { title: 'the kernel, layers by name', spec: { driver: 'kernel', layersBy: 'name' } },
  { title: 'fuse-overlayfs', spec: { driver: 'fuse' } },
  { title: 'a copy', spec: { driver: 'copy' } },
];

// The device may be root's alone: a node of its own that all may open, seen in a private mount namespace only.
const FUSE_FOR_ALL =
  'd=$(mktemp -d); mount -t tmpfs tmpfs $d; mknod -m 666 $d/fuse c 10 229; mount --bind $d/fuse /dev/fuse; umount -l $d; rmdir $d; ';
const hasFuse = mayUseFuse();

async function openFor(mode: Mode, driver: string | undefined): Promise<Runner> {
  return await openRunner(
    mode,
    driver === 'fuse' && mode !== 'root' && isRoot ? { prepare: FUSE_FOR_ALL } : {},
  );
}

for (const mode of MODES) {
  for (const { title, spec } of DRIVERS) {
    const isThere = spec.driver !== 'fuse' || hasFuse;
    describeUnless(isThere, 'needs fuse-overlayfs, and /dev/fuse open to this user')(
      `an overlay driver, as ${mode}`,
      () => {
        const driver: DriverUnderTest = {
          title,
          mode,
          spec,
          open: async () => await openFor(mode, spec.driver),
          makeRootfs: async (runner) => await buildRootfs(runner.dir.join('rootfs')),
        };
        testOverlayDriver(driver);
        testWhiteoutNames(driver);
      },
    );
  }
}

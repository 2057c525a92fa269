/** The same job through other tools, each as one would start it from Node, over a fresh upper each time. */
import { accessSync, constants } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { type Contender, type Gap, type Suite, timeMs } from '../harness.js';
import { makeRootfs, openLibrary } from './launch.js';

/** `mount` is a fresh overlay at its `merged`, in a mount namespace that ends with the tool. */
interface Peer {
  readonly name: string;
  readonly program: string;
  prepare?(folder: string, rootfs: string): Promise<void>;
  words(folder: string): string;
}

const PEERS: readonly Peer[] = [
  {
    name: 'unshare and chroot',
    program: 'unshare',
    words: () => 'unshare --pid --fork --net --ipc --uts chroot merged /bin/true',
  },
  {
    name: 'bwrap',
    program: 'bwrap',
    words: () => 'bwrap --unshare-all --die-with-parent --bind merged / --dev /dev --proc /proc /bin/true',
  },
  {
    name: 'crun run',
    program: 'crun',
    prepare: makeBundle,
    words: (folder) => `crun --root ${folder}/crun run --bundle ${folder}/bundle job`,
  },
  {
    name: 'runc run',
    program: 'runc',
    prepare: makeBundle,
    words: (folder) => `runc --root ${folder}/runc run --bundle ${folder}/bundle job`,
  },
  {
    name: 'podman run --rm',
    program: 'podman',
    words: (folder) =>
      `podman --root ${folder}/podman --runroot ${folder}/podman-run --runtime crun run --rm --network none --ulimit nofile=1024:1024 --ulimit nproc=1000:1000 --rootfs ${folder}/merged /bin/true`,
  },
];

export const peersSuite: Suite = {
  name: 'peers',
  description: '/bin/true over a fresh overlay without a network, each tool started from Node',
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'layover-bench-'));
    const rootfs = await makeRootfs(folder);
    for (const name of ['proc', 'dev', 'sys', 'tmp']) await mkdir(join(rootfs, name), { recursive: true });
    const contenders: Contender[] = [await openLibrary(folder, rootfs)];
    const gaps: Gap[] = [];
    for (const peer of PEERS) {
      const opened = await openPeer(peer, folder, rootfs).catch((error: unknown) => reasonOf(error));
      if (typeof opened === 'string') gaps.push({ name: peer.name, reason: opened });
      else contenders.push(opened);
    }
    const shared = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
    return { contenders, gaps, shared };
  },
};

/** Runs it once: a peer that does not work here is a gap. */
async function openPeer(peer: Peer, parent: string, rootfs: string): Promise<Contender> {
  if (process.getuid?.() !== 0) throw new Error('needs root');
  if (!isInstalled(peer.program)) throw new Error('not installed (scripts/bench-setup)');
  const folder = join(parent, peer.name.split(' ', 1)[0] ?? '');
  await mkdir(folder);
  await peer.prepare?.(folder, rootfs);
  const sample = async (): Promise<number> => {
    for (const name of ['upper', 'work', 'merged']) await mkdir(join(folder, name));
    const took = await timeMs(() =>
      execa('unshare', ['-m', '--propagation', 'private', 'sh', '-c', script(peer, folder, rootfs)]),
    );
    for (const name of ['upper', 'work', 'merged']) await rm(join(folder, name), { recursive: true });
    return took;
  };
  await sample();
  return { name: peer.name, sample, [Symbol.asyncDispose]: () => Promise.resolve() };
}

/** The unified tree beside version 1 is empty, and runtimes refuse the mixture: it is out of sight in here. */
function script(peer: Peer, folder: string, rootfs: string): string {
  return `cd ${folder}
umount /sys/fs/cgroup/unified 2>/dev/null
mount -t overlay overlay -o lowerdir=${rootfs},upperdir=upper,workdir=work merged || exit
exec ${peer.words(folder)}`;
}

/** `crun spec` and `runc spec` write the same defaults; only the command and the terminal are changed. */
async function makeBundle(folder: string): Promise<void> {
  const bundle = join(folder, 'bundle');
  await mkdir(bundle);
  await execa('runc', ['spec', '--bundle', bundle]).catch(() => execa('crun', ['spec'], { cwd: bundle }));
  const file = join(bundle, 'config.json');
  const config = JSON.parse(await readFile(file, 'utf8')) as {
    process: { args: string[]; terminal: boolean; rlimits?: unknown };
    root: { path: string; readonly: boolean };
  };
  config.process.args = ['/bin/true'];
  config.process.terminal = false;
  delete config.process.rlimits;
  config.root = { path: join(folder, 'merged'), readonly: false };
  await writeFile(file, JSON.stringify(config));
}

function isInstalled(program: string): boolean {
  return (process.env['PATH'] ?? '').split(':').some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { stderr } = error as { stderr?: string };
  return (stderr || error.message).trim().split('\n').at(-1) ?? '';
}

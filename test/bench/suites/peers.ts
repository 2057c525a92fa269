/** The same job through other tools, each as one would start it from Node, over a fresh upper each time. */
import { accessSync, constants } from 'node:fs';
import { mkdir, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { reasonOf } from '../harness.js';
import { type Contender, type Gap, timeMs } from '../suite.js';
import { compile } from './rootfs.js';

/** Of one peer, or one of several that run at the same time. */
export interface Place {
  readonly rootfs: string;
  /** Has `upper`, `work` and `merged`, empty for each job, where the peer wants an overlay made. */
  readonly folder: string;
  /** Compiled from private-overlay.c. */
  readonly overlay: string;
  /** For containers and their control groups. */
  readonly id: string;
}

interface Peer {
  readonly name: string;
  readonly program: string;
  prepare?(place: Place): Promise<void>;
  command(place: Place): readonly string[];
}

/** `mount` and `unshare` as in a script of one's own. */
function shell(line: string): (place: Place) => readonly string[] {
  return ({ rootfs, folder }) => {
    const mount = `mount -t overlay overlay -o lowerdir=${rootfs},upperdir=upper,workdir=work merged`;
    return [
      'unshare',
      '-m',
      '--propagation',
      'private',
      'sh',
      '-c',
      `cd ${folder} && ${mount} && exec ${line}`,
    ];
  };
}

const BWRAP = 'bwrap --unshare-all --die-with-parent --bind merged / --dev /dev --proc /proc /bin/true';

const PEERS: readonly Peer[] = [
  {
    name: 'unshare and chroot',
    program: 'unshare',
    command: shell('unshare --pid --fork --net --ipc --uts chroot merged /bin/true'),
  },
  { name: 'bwrap', program: 'bwrap', command: shell(BWRAP) },
  {
    name: 'bwrap, overlay made in C',
    program: 'bwrap',
    command: ({ overlay, rootfs, folder }) => [overlay, rootfs, folder, ...BWRAP.split(' ')],
  },
  {
    name: 'crun run',
    program: 'crun',
    prepare: makeBundle,
    command: (place) => runtime('crun', place),
  },
  {
    name: 'runc run',
    program: 'runc',
    prepare: makeBundle,
    command: (place) => runtime('runc', place),
  },
  {
    name: 'podman run --rm',
    program: 'podman',
    command: runPodman,
  },
];

function runtime(program: string, { overlay, rootfs, folder, id }: Place): string[] {
  const words = ['--root', `${folder}/${program}`, 'run', '--bundle', `${folder}/bundle`, id];
  return [overlay, rootfs, folder, program, ...words];
}

/**
 * Its run root may be no longer than 50 letters, and lies in /run where nobody says otherwise. Its processes may not
 * raise the limits that they were given.
 */
function runPodman({ overlay, rootfs, folder, id }: Place): string[] {
  const options = `--root ${folder}/podman --runroot ${RUN}/${id} --runtime crun`;
  const ulimits = '--ulimit nofile=1024:1024 --ulimit nproc=1000:1000';
  const line = `podman ${options} run --rm --name ${id} --network none ${ulimits} --rootfs ${folder}/merged /bin/true`;
  return [overlay, rootfs, folder, ...line.split(' ')];
}

export interface PeersOptions {
  readonly rootfs: string;
  readonly yardstick: string;
  /** Those to leave out. */
  readonly except?: readonly string[];
}

export interface Peers {
  readonly contenders: readonly Contender[];
  readonly gaps: readonly Gap[];
  readonly shared: AsyncDisposable;
}

/** Each is run once: a peer that does not work here is a gap. */
export async function openPeers(
  parent: string,
  { rootfs, yardstick, except = [] }: PeersOptions,
): Promise<Peers> {
  const contenders: Contender[] = [];
  const gaps: Gap[] = [];
  for (const { name } of PEERS.filter((peer) => !except.includes(peer.name))) {
    try {
      const run = await openPeer(name, { parent, rootfs });
      await run();
      contenders.push({ name, yardstick, sample: run, [Symbol.asyncDispose]: () => Promise.resolve() });
    } catch (error) {
      gaps.push({ name, reason: reasonOf(error) });
    }
  }
  return { contenders, gaps, shared: { [Symbol.asyncDispose]: removeLeftovers } };
}

/** Answers with what runs one job and says how long the tool took, making and removing its upper not counted. */
export async function openPeer(
  name: string,
  { parent, rootfs, slot = 0 }: { parent: string; rootfs: string; slot?: number },
): Promise<() => Promise<number>> {
  const peer = PEERS.find((one) => one.name === name);
  if (peer === undefined) throw new Error(`There is no peer ${name}`);
  if (process.getuid?.() !== 0) throw new Error('needs root');
  if (!isInstalled(peer.program)) throw new Error('not installed (scripts/bench-setup)');
  const key = `${name.replaceAll(/\W+/g, '-')}-${slot}`;
  const place: Place = {
    rootfs,
    folder: join(parent, key),
    overlay: join(parent, 'private-overlay'),
    id: nameRun(key),
  };
  await mkdir(place.folder);
  if (!(await readdir(parent)).includes('private-overlay')) await compile(place.overlay, 'private-overlay.c');
  await peer.prepare?.(place);
  const [file = '', ...words] = peer.command(place);
  return async () => {
    for (const one of ['upper', 'work', 'merged']) await mkdir(join(place.folder, one));
    const took = await timeMs(() => execa(file, words, { stdout: 'ignore' }));
    for (const one of ['upper', 'work', 'merged']) await rm(join(place.folder, one), { recursive: true });
    return took;
  };
}

/** Where podman keeps what is of this boot. */
export const RUN = '/run';
const CONTROL_GROUPS = '/sys/fs/cgroup';
const OWN = `layover-bench-${process.pid}-`;

/** For containers, their groups and their run roots: of this process, so that others are left alone. */
export function nameRun(key: string): string {
  return `${OWN}${key}`;
}

/** What a runtime that was killed leaves of control groups (one that ended well has removed its own), and podman's state. */
export async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(RUN)) {
    if (name.startsWith(OWN)) await rm(join(RUN, name), { recursive: true, force: true });
  }
  const controllers = await readdir(CONTROL_GROUPS).catch(() => []);
  const parents = controllers.flatMap((name) => [name, `${name}/machine.slice`, `${name}/libpod_parent`]);
  for (const parent of [CONTROL_GROUPS, ...parents.map((name) => join(CONTROL_GROUPS, name))]) {
    for (const name of await readdir(parent).catch(() => []))
      if (name.includes(OWN)) await rmdir(join(parent, name)).catch(() => undefined);
  }
}

/** `crun spec` and `runc spec` write the same defaults; only the command, terminal, limits and group are changed. */
async function makeBundle({ folder, id }: Place): Promise<void> {
  const bundle = join(folder, 'bundle');
  await mkdir(bundle);
  await execa('runc', ['spec', '--bundle', bundle]).catch(() => execa('crun', ['spec'], { cwd: bundle }));
  const file = join(bundle, 'config.json');
  const config = JSON.parse(await readFile(file, 'utf8')) as {
    process: { args: string[]; terminal: boolean; rlimits?: unknown };
    root: { path: string; readonly: boolean };
    linux: { cgroupsPath?: string };
  };
  config.process.args = ['/bin/true'];
  config.process.terminal = false;
  delete config.process.rlimits;
  config.root = { path: join(folder, 'merged'), readonly: false };
  config.linux.cgroupsPath = `/${id}`;
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

import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { hostPath, ROOT_PATH } from '#src/base/bytes-path.js';
import type { Part } from '#src/overlay/part.js';
import { type Snapshot, snapshotTree } from '../fixtures/snapshot.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';
import { type TreeSpec, tree } from '../fixtures/tree.js';

/** An action of apply-operations.mjs with its arguments; paths are raw. */
export type Operation = readonly [action: string, ...args: ReadonlyArray<string | number>];

export interface KernelJobOptions {
  /** The topmost first. */
  readonly lowers: readonly TreeSpec[];
  readonly operations: readonly Operation[];
  readonly marks?: keyof typeof MOUNTS;
}

/** What a real overlay left behind: its upper, and plain copies of the view before and after. */
export interface KernelJob extends AsyncDisposable {
  readonly dir: TempDir;
  readonly part: Part;
  readonly before: Snapshot;
  readonly after: Snapshot;
  /** Operations the kernel refused, each with its error's name. */
  readonly refused: Operation[];
}

const LAYERS = 'lowerdir=$LOWERS,upperdir=upper,workdir=work';
const MOUNTS = {
  trusted: `mount -t overlay overlay -o "${LAYERS},redirect_dir=on,metacopy=off,index=off,xino=off" merged`,
  user: `mount -t overlay overlay -o "${LAYERS},userxattr,index=off,xino=off" merged`,
  fuse: `fuse-overlayfs -o "${LAYERS}" merged`,
} as const;

// The mount lives in a namespace of its own and is gone with the shell. A whiteout with nothing below it is listed
// by the kernel although it is not there; cp says so, and it may say nothing else.
const SCRIPT = `
copy() { LC_ALL=C cp -a merged "$1" 2>cp-says || ! grep -v 'cannot stat.*No such file' cp-says >&2; }
eval "$MOUNT"
copy before
(cd merged && "$NODE" "$RUNNER" "$ADDON" ../operations.json)
copy after
umount merged
`;

export async function runKernelJob(options: KernelJobOptions): Promise<KernelJob> {
  const dir = await tempDir();
  try {
    return await runIn(dir, options);
  } catch (error) {
    await dir[Symbol.asyncDispose]();
    throw error;
  }
}

async function runIn(
  dir: TempDir,
  { lowers, operations, marks = 'trusted' }: KernelJobOptions,
): Promise<KernelJob> {
  const names = lowers.map((_, index) => `l${index}`);
  for (const name of [...names, 'upper', 'work', 'merged']) await mkdir(dir.join(name), { mode: 0o755 });
  for (const [index, spec] of lowers.entries()) await tree(dir.join(`l${index}`), spec);
  await writeFile(dir.join('operations.json'), JSON.stringify(operations));
  const { stdout } = await execa('unshare', ['-m', '--propagation', 'private', 'sh', '-e', '-c', SCRIPT], {
    cwd: dir.path,
    env: {
      LOWERS: names.join(':'),
      MOUNT: MOUNTS[marks],
      NODE: process.execPath,
      RUNNER: fileURLToPath(new URL('apply-operations.mjs', import.meta.url)),
      ADDON: import.meta.resolve('#src/native/syscalls.js'),
    },
  });
  return {
    dir,
    part: {
      at: ROOT_PATH,
      lowers: names.map((name) => hostPath(dir.join(name))),
      upper: hostPath(dir.join('upper')),
      marks,
    },
    before: await snapshotTree(dir.join('before')),
    after: await snapshotTree(dir.join('after')),
    refused: JSON.parse(stdout),
    [Symbol.asyncDispose]: () => dir[Symbol.asyncDispose](),
  };
}

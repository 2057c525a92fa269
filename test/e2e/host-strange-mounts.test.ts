/** Mounts below the machine's root that cannot lie under an overlay, or that nobody answers for. */
import { chmod, chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { execa } from 'execa';
import { describe, expect } from 'vitest';
import { isRoot, skipUnless } from '../fixtures/requirements.js';
import { openCli } from '../fixtures/run.js';
import { tempDir } from '../fixtures/temp.js';

const CALLERS = [
  { name: 'root', uid: 0, gid: 0 },
  { name: 'an ordinary user', uid: 54_321, gid: 54_322 },
] as const;

const NAMES = ['ext2', 'ext3', 'live', 'dead', 'hung', 'auto'];

// The automounter has a pipe that nobody reads: whoever looked below it would wait for ever.
const MOUNTS = `set -e
cd "$1"; cd m
for t in ext2 ext3; do
  truncate -s 20M $t.img; mkfs.$t -q -F $t.img; mount -o loop $t.img $t; echo $t > $t/old; chmod 777 $t
done
for d in live dead hung; do
  mkdir lower-$d; echo $d > lower-$d/old; fuse-overlayfs -f -o lowerdir=lower-$d $d 2> /dev/null & eval $d=$!
done
for d in live dead hung; do until mountpoint -q $d; do sleep 0.1; done; done
mkfifo pipe; exec 7<> pipe
mount -i -t autofs -o fd=7,pgrp=$$,minproto=5,maxproto=5,indirect auto auto
kill -KILL $dead; kill -STOP $hung; trap 'kill -KILL $live $hung' EXIT
setpriv --reuid $2 --regid $3 --clear-groups sh ../caller.sh "$1"
umount -l auto hung dead`;

interface Result {
  readonly changes: object;
  readonly receipt: { readonly fallbacks: ReadonlyArray<{ wanted: string; used: string; reason: string }> };
}

async function onStrangeMounts(caller: (typeof CALLERS)[number]): Promise<{ said: string; result: Result }> {
  // Not below /tmp: rootless, each directory beside a mount is a place of its own, and there they come and go.
  await using dir = await tempDir({ isTraversable: true, owner: caller, parent: '/srv' });
  await using cli = await openCli(caller);
  for (const path of ['', ...NAMES]) await mkdir(dir.join(`m/${path}`), { recursive: true });
  await writeFile(dir.join('mounts.sh'), MOUNTS);
  await writeFile(
    dir.join('caller.sh'),
    `cd "$1"; ${cli.command.join(' ')} run --json result.json -- sh -c 'cd m; for d in ${NAMES.join(' ')}; do
cat $d/old; (echo new > $d/new) 2> /dev/null && echo written; done; echo done; true' 2>&1`,
  );
  await chmod(dir.path, 0o755);
  await chown(dir.path, caller.uid, caller.gid);
  const script = [dir.join('mounts.sh'), dir.path, String(caller.uid), String(caller.gid)];
  const words = ['-m', '--propagation', 'private', 'sh', ...script];
  const { stdout } = await execa('unshare', words, { env: cli.env, timeout: 40_000 });
  return { said: stdout, result: JSON.parse(await readFile(dir.join('result.json'), 'utf8')) as Result };
}

const { failed } = await execa('sh', ['-c', 'command -v fuse-overlayfs mkfs.ext2'], { reject: false });
const hasAll = isRoot && !failed;

describe.each(CALLERS)('as $name', (caller) => {
  skipUnless(hasAll, 'needs root, fuse-overlayfs and mkfs.ext2')(
    'each is shown read-only or left out, as the receipt says, and none is waited for',
    async () => {
      const { said, result } = await onStrangeMounts(caller);
      expect(said.match(/^\w+$/gm)).toEqual(['ext2', 'ext3', 'live', 'done']);
      expect(result.changes).toMatchObject({ added: 0, modified: 0, deleted: 0 });
      const found = result.receipt.fallbacks.map(({ wanted, used, reason }) => {
        return `${wanted.split('/').at(-1)}: ${used}: ${reason.replace(/^ENOTCONN.*/, 'ENOTCONN')}`;
      });
      expect(found.filter((line) => NAMES.includes(line.split(':')[0] ?? '')).sort()).toEqual([
        'auto: left out: autofs may wait for ever',
        'dead: left out: ENOTCONN',
        'ext2: shown read-only: ext2 cannot lie under an overlay',
        'ext3: shown read-only: ext3 cannot lie under an overlay',
        'hung: left out: fuse.fuse-overlayfs did not answer within 2 s',
        'live: shown read-only: fuse.fuse-overlayfs cannot lie under an overlay',
      ]);
    },
  );
});

/** A commit of a job over the machine that changed several file systems: all of them, or none. */
import { chmod, chown, mkdir, writeFile } from 'node:fs/promises';
import { execa } from 'execa';
import { describe, expect } from 'vitest';
import { rootTest } from '../fixtures/requirements.js';
import { openCli } from '../fixtures/run.js';
import { tempDir } from '../fixtures/temp.js';

const CALLERS = [
  { name: 'root', uid: 0, gid: 0 },
  { name: 'an ordinary user', uid: 54_321, gid: 54_322 },
] as const;

/** What the caller does, in a mount namespace of its own where `m/ram` and `m/disk` are file systems. */
async function onTwo(caller: (typeof CALLERS)[number], script: string): Promise<Map<string, string>> {
  // Not below /tmp: rootless, each directory beside a mount is a place of its own, and there they come and go.
  await using dir = await tempDir({ isTraversable: true, owner: caller, parent: '/srv' });
  await using cli = await openCli(caller);
  const { uid, gid } = caller;
  for (const path of ['e', 'm', 'm/ram', 'm/disk']) await mkdir(dir.join(path));
  await writeFile(dir.join('caller.sh'), `cd "$1"; alias layover='${cli.command.join(' ')}'\n${script}`);
  await writeFile(
    dir.join('root.sh'),
    `set -e
cd "$1"; truncate -s 20M disk.img; mkfs.ext4 -q disk.img; mount -o loop disk.img m/disk
mount -t tmpfs -o mode=755 tmpfs m/ram
for d in m/disk m/ram; do mkdir $d/own; echo old > $d/own/f; mkdir $d/own/gone; echo old > $d/own/gone/in; done
echo old > e/f; mkdir e/many; (cd e/many; seq 1001 | xargs touch); chown -R ${uid}:${gid} m/disk/own m/ram/own e
exec setpriv --reuid ${uid} --regid ${gid} --clear-groups sh caller.sh "$1"`,
  );
  await chmod(dir.path, 0o755);
  await chown(dir.path, uid, gid);
  const words = ['-m', '--propagation', 'private', 'sh', dir.join('root.sh'), dir.path];
  const { all } = await execa('unshare', words, { env: cli.env, all: true, reject: false });
  const parts = all.split(/^== (\S+)\n/m).slice(1);
  return new Map(parts.flatMap((name, at) => (at % 2 === 0 ? [[name, parts[at + 1] ?? '']] : [])));
}

const JOB = `layover run -- sh -c 'for d in e m/ram/own m/disk/own; do echo new > $d/f; done
rm -r m/disk/own/gone e/many; mkdir m/ram/own/d; echo new > m/ram/own/d/in; '"$more" 2> said
job=$(grep -o 'j-[a-z0-9]*' said | head -1)
show() { cat e/f m/ram/own/f m/disk/own/f; ls -A e m/ram/own m/disk/own | grep -v layover-; }`;
const NEW = 'new\nnew\nnew\ne:\nf\n\nm/disk/own:\nf\n\nm/ram/own:\nd\nf\ngone\n';
const OLD = 'old\nold\nold\ne:\nf\nmany\n\nm/disk/own:\nf\ngone\n\nm/ram/own:\nf\ngone\n';

describe.each(CALLERS)('as $name', (caller) => {
  rootTest('the order is said before it starts; all of it is committed, and undone', async () => {
    const said = await onTwo(
      caller,
      `${JOB}
echo == plan; layover commit $job --dry-run 2>&1
echo == json; layover commit $job --dry-run --json 2> /dev/null
echo == commit; layover commit $job 2> report; cat report
echo == new; show
echo == undo; layover undo $(grep -o 'c-[a-z0-9]*' report | head -1) 2>&1
echo == old; show; find . m/ram m/disk -xdev -name '.layover-c-*' 2> /dev/null; layover discard $job`,
    );
    const order = /^mount +\..*\nmount .*m\/disk: ext4, 2 of 3 .*\nmount .*m\/ram: tmpfs, 3 of 3 /;
    expect(said.get('plan')).toMatch(order);
    expect(said.get('json')).toMatch(/^\{"path":"","action":"mount","reason":"[^"]+"\}\n/);
    expect(said.get('commit')).toMatch(/changes 3 file systems, in this order: .*m\/disk \(ext4\), .*m\/ram/);
    expect(said.get('commit')).toMatch(/not atomic across them.*\n(.*\n)*.*lost when .* goes down: .*m\/ram/);
    expect(said.get('new')).toBe(NEW);
    expect(said.get('undo')).toMatch(/is as it was before \(7 changes\)/);
    expect(said.get('old')).toMatch(new RegExp(`^${OLD}layover: discarded`));
  });

  rootTest('one file system without room keeps all of them as they were', async () => {
    const said = await onTwo(
      caller,
      `more='head -c 300000 /dev/zero > m/disk/own/big'
${JOB}
dd if=/dev/zero of=m/disk/own/full bs=64k 2> /dev/null
echo == commit; layover commit $job 2>&1
rm m/disk/own/full
echo == old; show; layover undo; layover discard $job`,
    );
    expect(said.get('commit')).toMatch(/ENOSPC/);
    expect(said.get('old')).toMatch(new RegExp(`^${OLD}No commit can be undone`));
  });

  rootTest('a conflict on one of them keeps all as they were', async () => {
    const said = await onTwo(
      caller,
      `${JOB}
echo theirs > m/ram/own/f
echo == commit; layover commit $job 2>&1
echo == old; show; layover discard $job`,
    );
    expect(said.get('commit')).toMatch(/m\/ram\/own\/f: its content changed/);
    expect(said.get('old')).toMatch(new RegExp(`^${OLD.replace('old\nold\nold', 'old\ntheirs\nold')}`));
  });
});

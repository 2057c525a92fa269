/**
 * Somebody changes a lower while jobs start over it: a directory that something is mounted on is a link at the next
 * look, and a directory again. Whatever the moment, the mount is made where it belongs, or the job does not start.
 */
import { execFile } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSession, type Session } from '../e2e/session.js';
import { buildProbe } from './build-probe.js';

const LAUNCHES = 40;
/** By the look at the lowers, or by the kernel when it is mounted. */
const REFUSALS = ['LAYOVER_MOUNT_TARGET', 'LAYOVER_SETUP'];

let session: Session;
let probe: string;
beforeAll(async () => {
  session = await openSession({ concurrency: 2 });
  probe = session.dir.join('probe-attack');
  await buildProbe('./probe-attack.c', probe);
  await mkdir(session.dir.join('given'));
  await writeFile(session.dir.join('given/mark'), 'mark');
  await mkdir(join(session.rootfs, 'srv/at'));
  await mkdir(join(session.rootfs, 'dev'), { recursive: true });
  await symlink('../etc', join(session.rootfs, 'srv/link'));
  await symlink('etc', join(session.rootfs, 'link'));
});
afterAll(async () => await session[Symbol.asyncDispose]());

const KINDS = [
  {
    what: 'a directory that is given',
    place: 'srv/at',
    link: 'srv/link',
    script: 'test -e /etc/mark && echo astray; cat /srv/at/mark',
    wanted: 'mark',
    isRefused: true,
  },
  {
    // Its place is a stub of ours, whatever the lower has there.
    what: '/dev',
    place: 'dev',
    link: 'link',
    script: 'test -e /etc/null && echo astray; test -c /dev/null && echo devices',
    wanted: 'devices\n',
    isRefused: false,
  },
];

for (const { what, place, link, script, wanted, isRefused } of KINDS) {
  test(`${what}, whose place is a link now and then`, async () => {
    const [one, other] = [place, link].map((name) => join(session.rootfs, name)) as [string, string];
    const binds = [{ source: session.dir.join('given'), target: '/srv/at' }];
    const launch = async (): Promise<string> =>
      await session.run(script, place === 'dev' ? {} : { binds }).then(
        ({ stdout }) => stdout,
        ({ code }: { code?: string }) => code ?? 'no code',
      );
    expect(await launch()).toBe(wanted);
    const swapper = execFile(probe, ['swap', one, other, '600000']);
    const seen: string[] = [];
    const sawAll = (): boolean =>
      seen.includes(wanted) && (!isRefused || REFUSALS.some((code) => seen.includes(code)));
    while (seen.length < LAUNCHES || !sawAll()) seen.push(...(await Promise.all([launch(), launch()])));
    const ended = new Promise((resolve) => swapper.once('exit', resolve));
    swapper.kill();
    await ended;
    expect(seen.filter((one) => ![wanted, ...REFUSALS].includes(one))).toEqual([]);
  });
}

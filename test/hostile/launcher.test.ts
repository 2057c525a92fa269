import { copyFileSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSession, type Session } from '../e2e/session.js';
import { buildProbe } from './build-probe.js';

let session: Session;

beforeAll(async () => {
  session = await openSession();
  const probe = `${session.dir.path}/probe-end`;
  await buildProbe('probe-end.c', probe);
  copyFileSync(probe, `${session.rootfs}/usr/bin/probe-end`);
});

afterAll(async () => await session[Symbol.asyncDispose]());

/** The programs that children of this process run as `keeper serve`. */
function keeperPrograms(): string[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      const isKeeper = readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('keeper\0serve');
      const isOurs = readFileSync(`/proc/${pid}/status`, 'latin1').includes(`\nPPid:\t${process.pid}\n`);
      return isKeeper && isOurs ? [readlinkSync(`/proc/${pid}/exe`)] : [];
    } catch {
      return []; // no process, or one that has just ended
    }
  });
}

test('a job is started by a sealed copy of the keeper, which it cannot open for writing either', async () => {
  const ran = await session.run(
    'probe-end write /proc/1/exe; probe-end write /srv/x; touch /srv/x; probe-end write /srv/x',
  );
  const [init, absent, own] = ran.stdout.trim().split('\n');
  expect(['EACCES', 'EPERM', 'ETXTBSY']).toContain(init);
  expect([absent, own]).toEqual(['ENOENT', 'ok']);
  expect(ran.job.result.receipt.launcher).toBe('sealed');
  expect(keeperPrograms()).toContainEqual(expect.stringMatching(/^\/memfd:layover-keeper/));
});

import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSession, type Session } from '../e2e/session.js';

let session: Session;
beforeAll(async () => {
  session = await openSession();
});
afterAll(async () => await session[Symbol.asyncDispose]());

async function makeLowers(count: number): Promise<string[]> {
  const paths = Array.from({ length: count }, (_, index) =>
    session.dir.join(`lowers-${count}`, String(index)),
  );
  for (const [index, path] of paths.entries()) {
    await mkdir(path, { recursive: true });
    await writeFile(`${path}/all`, String(index));
    await writeFile(`${path}/only-${index}`, String(index));
  }
  return paths;
}

describe('lowers', () => {
  for (const count of [1, 2, 100, 400, 498]) {
    test(`work where there are ${count} of them besides the root file system, the first one topmost`, async () => {
      const lowers = [...(await makeLowers(count)), session.rootfs];
      const ran = await session.run(
        `cat /all /only-${count - 1}; ls / | grep -c only; rm /only-0; echo x >/all`,
        { lowers },
      );
      expect(ran).toMatchObject({
        stderr: '',
        stdout: `0${count - 1}${count}\n`,
        changes: ['modified all', 'deleted only-0'],
      });
      await rm(session.dir.join(`lowers-${count}`), { recursive: true });
    });
  }

  test('are refused where there are 501 of them, with the most there can be', async () => {
    const lowers = await makeLowers(501);
    await expect(session.run('true', { lowers })).rejects.toMatchObject({
      code: 'LAYOVER_LOWER_INVALID',
      message: expect.stringMatching(/501.*499/),
    });
    await rm(session.dir.join('lowers-501'), { recursive: true });
  });

  test('may be given twice, or by another name of the same directory', async () => {
    await symlink(session.rootfs, session.dir.join('alias'));
    const ran = await session.run('echo x >/srv/x', {
      lowers: [session.rootfs, session.dir.join('alias'), `${session.rootfs}/`],
    });
    expect(ran.changes).toEqual(['added srv/x']);
  });

  for (const [title, path, code] of [
    ['that lies inside another', 'rootfs/usr', 'LAYOVER_LOWER_INVALID'],
    ['that is missing', 'no-such-lower', 'LAYOVER_LOWER_MISSING'],
    ['that is a file', 'rootfs/etc/passwd', 'LAYOVER_LOWER_INVALID'],
    ['that holds another', '.', 'LAYOVER_LOWER_INVALID'],
  ] as const) {
    test(`are refused with one ${title}, by its name`, async () => {
      const lower = path === '.' ? session.dir.path : session.dir.join(path);
      const failed = session.run('true', { lowers: [session.rootfs, lower] });
      await expect(failed).rejects.toMatchObject({ code });
      await expect(session.run('true', { lowers: [session.rootfs, lower] })).rejects.toThrow(lower);
      expect(await session.layover.jobs()).toEqual([]);
    });
  }

  test('are as good as none where there are none', async () => {
    await expect(session.run('true', { lowers: [] })).rejects.toMatchObject({ code: 'LAYOVER_USAGE' });
  });
});

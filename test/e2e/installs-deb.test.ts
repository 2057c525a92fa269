/** A Debian package installed over the whole machine: the job sees it there, the machine never does. */
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { hasPrograms } from '../fixtures/programs.js';
import { isRoot, skipUnless } from '../fixtures/requirements.js';
import { diffSnapshots, snapshotTree } from '../fixtures/snapshot.js';
import { jobOf, ROOT, Site } from './installs.js';

const NAME = 'layover-test-package';
const PACKAGE = `
mkdir -p tree/DEBIAN tree/opt/${NAME}/bin
cat > tree/DEBIAN/control <<'E'
Package: ${NAME}
Version: 1.0
Architecture: all
Maintainer: Nobody <nobody@example.org>
Description: holds a file, and makes one when it is configured
E
cat > tree/DEBIAN/postinst <<'E'
#!/bin/sh
set -e
[ "$1" = configure ]
/opt/${NAME}/bin/tool > /var/lib/${NAME}
E
printf '#!/bin/sh\\necho configured by $(id -u)\\n' > tree/opt/${NAME}/bin/tool
chmod 755 tree/DEBIAN/postinst tree/opt/${NAME}/bin/tool; ln -s bin/tool tree/opt/${NAME}/link
dpkg-deb --root-owner-group --build tree package.deb >/dev/null; dpkg-deb -x package.deb native`;

const INSTALLERS = [
  ['dpkg', 'dpkg -i ./package.deb'],
  ['apt-get', 'apt-get install -y ./package.deb'],
] as const;

describe.each(INSTALLERS)('a package installed by %s', (program, install) => {
  let site: Site;
  beforeAll(async () => {
    if (isRoot) site = await Site.open(ROOT);
  });
  afterAll(async () => {
    if (isRoot) await site[Symbol.asyncDispose]();
  });

  const needs = skipUnless(
    isRoot && hasPrograms(program, 'dpkg-deb') && existsSync('/var/lib/dpkg/status'),
    `needs root, dpkg-deb and ${program}`,
  );

  needs('is in the diff with its records, and its files can be committed elsewhere', async () => {
    const status = await readFile('/var/lib/dpkg/status', 'utf8');
    await site.fresh(PACKAGE);
    const run = await site.job(`${install} >&2; cat /var/lib/${NAME}; dpkg-query -W ${NAME}`);
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.stdout).toBe(`configured by 0\n${NAME}\t1.0\n`);
    const { stdout } = await site.cli.run(['diff', jobOf(run.stderr)]);
    const changes = stdout.split('\n');
    for (const path of [`opt/${NAME}/bin/tool`, `var/lib/dpkg/info/${NAME}.postinst`, `var/lib/${NAME}`])
      expect(changes).toContain(`A ${path}`);
    expect(changes).toContain('M var/lib/dpkg/status');
    expect(changes.filter((line) => !/^[AMm] (opt|var\/(lib|log|cache))(\/|$)/.test(line))).toEqual(['']);

    const scratch = `${site.path}/scratch`;
    await mkdir(scratch);
    const only = ['--only', `opt/${NAME}/**`, '--to', scratch];
    const commit = await site.cli.run(['commit', jobOf(run.stderr), ...only]);
    expect(commit.exitCode, commit.stderr).toBe(0);
    const native = await snapshotTree(`${site.path}/native/opt/${NAME}`);
    expect(native.entries.size).toBe(4);
    expect(diffSnapshots(native, await snapshotTree(`${scratch}/opt/${NAME}`))).toEqual([]);

    expect((await readFile('/var/lib/dpkg/status', 'utf8')) === status).toBe(true);
    expect(status).not.toContain(NAME);
    for (const path of [`/opt/${NAME}`, `/var/lib/${NAME}`, `/var/lib/dpkg/info/${NAME}.list`])
      expect(existsSync(path)).toBe(false);
  });
});

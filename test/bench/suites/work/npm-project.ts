/** A project for `npm ci` without a network: packages that are installed here, in a cache that npm itself has filled. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { execa } from 'execa';
import { ENVIRONMENT } from './definition.js';

interface Packed {
  readonly name: string;
  readonly version: string;
  readonly tar: Buffer;
}

export async function makeNpmProject(
  project: string,
  { modules, count }: { readonly modules: string; readonly count: number },
): Promise<void> {
  const packages = await packSome(modules, count);
  const server = createServer((request, response) => {
    const found = packages.find(({ name }) => request.url === `/${name}.tgz`);
    response.statusCode = found === undefined ? 404 : 200;
    response.end(found?.tar);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await writeManifests(project, packages, server);
    const words = ['ci', '--cache=.cache', '--ignore-scripts', '--no-audit', '--no-fund'];
    await execa('npm', words, { cwd: project, env: ENVIRONMENT, extendEnv: false });
  } finally {
    server.close();
  }
  await rm(join(project, 'node_modules'), { recursive: true });
}

/** The first so many that are packages of their own name, the largest left out. */
async function packSome(modules: string, count: number): Promise<Packed[]> {
  const packages: Packed[] = [];
  for (const name of (await readdir(modules)).sort()) {
    if (packages.length === count) return packages;
    if (name.startsWith('.') || name.startsWith('@')) continue;
    const folder = join(modules, name);
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
      version: string;
    };
    const rename = ['--transform', 's,^\\.,package,'];
    const { stdout } = await execa(
      'tar',
      ['-czf', '-', ...rename, '--exclude=./node_modules', '-C', folder, '.'],
      {
        encoding: 'buffer',
      },
    );
    if (stdout.length < PACKAGE_MAX) packages.push({ name, version, tar: Buffer.from(stdout) });
  }
  return packages;
}

const PACKAGE_MAX = 200_000;

async function writeManifests(project: string, packages: readonly Packed[], server: Server): Promise<void> {
  const { port } = server.address() as AddressInfo;
  const dependencies = Object.fromEntries(packages.map(({ name, version }) => [name, version]));
  const root = { name: 'project', version: '1.0.0', dependencies };
  const entries = packages.map(({ name, version, tar }) => [
    `node_modules/${name}`,
    {
      version,
      resolved: `http://127.0.0.1:${port}/${name}.tgz`,
      integrity: `sha512-${createHash('sha512').update(tar).digest('base64')}`,
    },
  ]);
  const lock = {
    ...root,
    lockfileVersion: 3,
    requires: true,
    packages: { '': root, ...Object.fromEntries(entries) },
  };
  await mkdir(project, { recursive: true });
  await writeFile(join(project, 'package.json'), JSON.stringify(root));
  await writeFile(join(project, 'package-lock.json'), JSON.stringify(lock));
}

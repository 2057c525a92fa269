import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { type Contender, timeMs } from '../../suite.js';
import { nameRun, RUN } from '../peers.js';
import { ENVIRONMENT, type Work } from './definition.js';

/** This machine's /usr read-only, and the project with an overlay of podman's own. */
export async function openPodman(parent: string, { name, command, binds = [] }: Work): Promise<Contender> {
  if (process.getuid?.() !== 0) throw new Error('needs root');
  const folder = join(parent, 'podman');
  const root = join(folder, 'root');
  for (const one of ['usr', 'etc', 'proc', 'dev', 'sys', 'tmp', 'run', 'work'])
    await mkdir(join(root, one), { recursive: true });
  for (const one of ['bin', 'sbin', 'lib', 'lib64']) await symlink(`usr/${one}`, join(root, one));
  const id = nameRun(`work-${name}`);
  const shown = ['/usr', '/etc/alternatives', ...binds].map((path) => `--volume=${path}:${path}:ro`);
  const environment = Object.entries(ENVIRONMENT).map(([key, value]) => `--env=${key}=${value}`);
  const engine = ['--root', `${folder}/storage`, '--runroot', `${RUN}/${id}`, '--runtime', 'crun'];
  const limits = ['--ulimit', 'nofile=1024:1024', '--ulimit', 'nproc=1000:1000', '--network', 'none'];
  const words = [
    ...['-', folder, 'podman', ...engine, 'run', '--rm', '--name', id, ...limits, ...shown, ...environment],
    ...[`--volume=${join(parent, 'project')}:/work:O`, '--workdir', '/work', '--rootfs', root, ...command],
  ];
  const sample = (): Promise<number> =>
    timeMs(() => execa(join(parent, 'private-overlay'), words, { stdout: 'ignore' }));
  await sample();
  return {
    name: 'podman',
    sample,
    [Symbol.asyncDispose]: () => rm(join(RUN, id), { recursive: true, force: true }),
  };
}

import { access, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { openLayover } from '#src/sandbox/open.js';
import { type Contender, type Suite, timeMs } from '../harness.js';

const FILES = 10_000;
const CONTENT = 'sixteen bytes...';

/** The same files into a directory that people use, on disk when each is done. */
export const commitSuite: Suite = {
  name: 'commit',
  description: `${FILES} files of ${CONTENT.length} bytes into a live directory, the sync included`,
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'layover-bench-'));
    const shared = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
    const source = join(folder, 'source');
    await mkdir(source);
    for (let at = 0; at < FILES; at += 1) await writeFile(join(source, `file-${at}`), CONTENT);
    const contenders = [copier(folder, 'cp -a', (target) => ['cp', '-a', `${source}/.`, target])];
    if (await isProgram('rsync'))
      contenders.push(copier(folder, 'rsync -a', (target) => ['rsync', '-a', `${source}/`, target]));
    contenders.push(await openCommit(folder, source));
    if (await isProgram('try')) contenders.push(openTry(folder, source));
    else process.stderr.write('commit: `try` is not on this machine, so it is not measured\n');
    return { contenders, shared };
  },
};

/** A target with something in it, anew for each sample. */
async function freshTarget(folder: string, name: string): Promise<string> {
  const target = join(folder, `${name.replaceAll(/\W/g, '')}-target`);
  await rm(target, { recursive: true, force: true });
  await mkdir(target);
  await writeFile(join(target, 'live'), 'in use');
  await execa('sync', ['-f', folder]);
  return target;
}

function copier(folder: string, name: string, command: (target: string) => string[]): Contender {
  return {
    name,
    async sample() {
      const target = await freshTarget(folder, name);
      const [file = '', ...args] = command(target);
      return await timeMs(async () => {
        await execa(file, args);
        await execa('sync', ['-f', target]);
      });
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

async function openCommit(folder: string, source: string): Promise<Contender> {
  const layover = await openLayover({ home: join(folder, 'state') });
  const command = ['/bin/sh', '-c', 'cp -a /source/. /work/'];
  const project = join(folder, 'project');
  await mkdir(project);
  await writeFile(join(project, 'live'), 'in use');
  const binds = [{ source, target: '/source' }];
  const job = await layover.run({ sandbox: 'build', project, binds, command });
  if (job.result.changes.added !== FILES) throw new Error(`The job ended as ${JSON.stringify(job.result)}`);
  return {
    name: 'layover commit',
    async sample() {
      const target = await freshTarget(folder, 'layover');
      const time = await timeMs(() => job.commit({ to: target, from: 'work' }));
      if ((await readdir(target)).length !== FILES + 1) throw new Error('The commit is not whole');
      for (const { id } of layover.commits.list()) await layover.commits.undo(id);
      return time;
    },
    [Symbol.asyncDispose]: () => layover[Symbol.asyncDispose](),
  };
}

/** The nearest other tool: it runs the command and commits in one go, so its time holds both. */
function openTry(folder: string, source: string): Contender {
  return copier(folder, 'try -y', (target) => ['try', '-y', `cp -a ${source}/. ${target}`]);
}

async function isProgram(name: string): Promise<boolean> {
  for (const folder of (process.env['PATH'] ?? '').split(':')) {
    const isThere = await access(join(folder, name)).then(
      () => true,
      () => false,
    );
    if (isThere) return true;
  }
  return false;
}

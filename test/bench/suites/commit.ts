import { access, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { openLayover } from '#src/sandbox/open.js';
import { type Contender, type Gap, type Suite, type Target, timeMs } from '../suite.js';
import { openOwnDisk } from './own-disk.js';

const FILES = 10_000;
const CONTENT = 'sixteen bytes...';
const COMMIT = 'layover commit';

function atMost(times: number, other: string): Target {
  return { text: `${COMMIT} / ${other}`, contender: COMMIT, over: other, bound: { atMost: times } };
}

/** The same files into a directory that people use, on disk when each is done. */
export const commitSuite: Suite = {
  name: 'commit',
  description: `${FILES} files of ${CONTENT.length} bytes into a live directory, the sync included`,
  seconds: 60,
  setUpSeconds: 25,
  warmUpMax: 2,
  // What each sample makes stays until the end.
  samplesMax: 30,
  targets: [atMost(1.5, 'cp -a'), atMost(1.5, 'rsync -a')],
  async open() {
    const shared = await openOwnDisk();
    const { path: folder, notes } = shared;
    const source = join(folder, 'source');
    await mkdir(source);
    for (let at = 0; at < FILES; at += 1) await writeFile(join(source, `file-${at}`), CONTENT);
    const contenders = [copier(folder, 'cp -a', (target) => ['cp', '-a', `${source}/.`, target])];
    const gaps: Gap[] = [];
    if (await isProgram('rsync'))
      contenders.push(copier(folder, 'rsync -a', (target) => ['rsync', '-a', `${source}/`, target]));
    else gaps.push(missing('rsync -a'));
    contenders.push(await openCommit(folder, source));
    if (await isProgram('try')) contenders.push(openTry(folder, source));
    else gaps.push(missing('try -y'));
    return { contenders, gaps, notes, shared };
  },
};

function missing(name: string): Gap {
  return { name, reason: 'it is not on this machine' };
}

/** A new target with something in it. */
async function freshTarget(folder: string, name: string): Promise<string> {
  const own = join(folder, name.replaceAll(/\W/g, ''));
  await mkdir(own, { recursive: true });
  const target = join(own, String((await readdir(own)).length));
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
    name: COMMIT,
    async sample() {
      const target = await freshTarget(folder, COMMIT);
      const time = await timeMs(() => job.commit({ to: target, from: 'work' }));
      if ((await readdir(target)).length !== FILES + 1) throw new Error('The commit is not whole');
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

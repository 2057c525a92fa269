import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { hostPath, ROOT_PATH } from '#src/base/bytes-path.js';
import { readChanges } from '#src/diff/read-changes.js';
import { commitLayer } from '#src/layers/commit-layer.js';
import { openHome } from '#src/sandbox/state/home.js';
import { type Contender, type Suite, timeMs } from '../harness.js';

const DIRECTORIES = 200;
const FILES_EACH = 100;
/** About 1 GiB in all. */
const FILE_BYTES = 53_687;

/** An upper into the store, on disk when it is done, against reading it once for one digest. */
export const layersSuite: Suite = {
  name: 'layers',
  description: `an upper of 1 GiB in ${DIRECTORIES * FILES_EACH} files into a layer, the diff and the sync included`,
  samplesMax: 5,
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'layover-bench-'));
    const shared = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
    const upper = join(folder, 'upper');
    for (let at = 0; at < DIRECTORIES; at += 1) await fillDirectory(join(upper, `d${at}`));
    await execa('sync', ['-f', folder]);
    return { contenders: [tarDigest(upper), committer(folder, upper)], shared };
  },
};

async function fillDirectory(path: string): Promise<void> {
  await mkdir(path, { recursive: true });
  for (let at = 0; at < FILES_EACH; at += 1) await writeFile(join(path, `f${at}`), randomBytes(FILE_BYTES));
}

function tarDigest(upper: string): Contender {
  return {
    name: 'tar c | sha256sum',
    sample: () => timeMs(() => execa('sh', ['-c', 'tar c -C "$0" . | sha256sum', upper])),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

function committer(folder: string, upper: string): Contender {
  const home = join(folder, 'home');
  const part = { at: ROOT_PATH, lowers: [], upper: hostPath(upper), marks: 'trusted' as const };
  return {
    name: 'layover commit --layer',
    async sample() {
      await rm(home, { recursive: true, force: true });
      const { store } = await openHome(home);
      return await timeMs(async () => {
        const changes = readChanges(part, { exactLinks: true });
        const { isNew } = commitLayer(changes, { store, part, style: 'trusted', name: 'made' });
        if (!isNew) throw new Error('The layer was there before');
        await Promise.resolve();
      });
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

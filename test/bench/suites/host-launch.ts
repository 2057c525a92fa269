import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { type Contender, type Suite, timeMs } from '../suite.js';
import { openLauncher } from './rootfs.js';

// This file runs from build/bench/suites.
const CLI = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));
const UNSHARE = 'unshare -Urm true';

/** `layover run -- true`: this machine as it is, mounts included, against namespaces that show it without a layer on top. */
export const hostLaunchSuite: Suite = {
  name: 'host-launch',
  description: 'true over this machine itself, each of its mounts below an overlay, against namespaces alone',
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'layover-bench-'));
    const shared = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
    const contenders: Contender[] = [program(UNSHARE, ['unshare', '-Urm', 'true'])];
    const spec = { sandbox: 'host', command: ['true'] };
    contenders.push(await openLauncher({ name: 'layover, library', home: join(folder, 'library'), spec }));
    const words = [process.execPath, CLI, 'run', '--on-success', 'discard', '--', 'true'];
    const env = { LAYOVER_HOME: join(folder, 'cli') };
    await access(CLI);
    contenders.push(program('layover run -- true', words, env));
    return { contenders, shared };
  },
};

function program(name: string, [file = '', ...args]: string[], env: Record<string, string> = {}): Contender {
  return {
    name,
    sample: () => timeMs(() => execa(file, args, { env, stdio: 'ignore' })),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

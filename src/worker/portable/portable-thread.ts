/**
 * The portable view of a thread: no mount, no privilege. `node:fs` itself is changed, in this thread alone; what goes
 * past it (children, native code) sees the host, and is refused where that can be known.
 */
import child_process, { ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import worker_threads from 'node:worker_threads';
import type { JobView } from '../job-view.js';
import type { ThreadJob } from '../messages.js';
import { NameCalls } from './change-names.js';
import { FileCalls } from './file-calls.js';
import { type HostFiles, takeHostFiles } from './host-files.js';
import { ListCalls } from './list-calls.js';
import { OwnDescriptors } from './own-descriptors.js';
import { installRequire } from './require.js';
import { PortableView } from './view.js';

type Call = (...args: unknown[]) => unknown;
type Calls = Record<string, Call>;

export class PortableThread implements JobView {
  readonly namespace = '';
  readonly #host: HostFiles = takeHostFiles();
  #view: PortableView | undefined;
  #calls: Calls | undefined;
  readonly #descriptors: OwnDescriptors;

  constructor() {
    const own = fs as unknown as Calls;
    const host = this.#host as unknown as Calls;
    for (const name of CALLS) {
      const call = host[name] as Call;
      const replaced = (...args: unknown[]): unknown => (this.#calls?.[name] ?? call)(...args);
      own[name] = Object.assign(replaced, name === 'realpathSync' ? { native: replaced } : {});
    }
    this.#descriptors = new OwnDescriptors();
    own['watch'] = () => refuse('fs.watch', 'watches files of the host');
    installRequire(() => this.#view);
    refuseChildren();
    syncBuiltinESMExports();
  }

  enter({ portable, cwd }: ThreadJob): number[] {
    if (portable === undefined) throw new Error('A portable thread was given no plan');
    const places = portable.places.map(({ at, upper, lowers, isReadOnly }) => ({
      at,
      stack: { upper, lowers, isReadOnly },
    }));
    const view = new PortableView({ ...portable, places, host: this.#host, cwd });
    view.get(Buffer.from(cwd, 'latin1'), 'chdir');
    this.#view = view;
    this.#descriptors.forget();
    this.#calls = {
      ...new FileCalls(view).calls,
      ...(new NameCalls(view) as object),
      ...(new ListCalls(view) as object),
    } as Calls;
    return [];
  }

  leave(): void {
    this.#view = undefined;
    this.#calls = undefined;
  }

  settle(): void {
    // Nothing is mounted.
  }

  recover(): void {
    this.leave();
  }

  findOpen(): number[] {
    return this.#descriptors.open;
  }

  chdir(path: string): void {
    if (this.#view === undefined) return;
    this.#view.get(path, 'chdir');
    this.#view.cwd = path;
  }

  outside<T>(act: () => T): T {
    return act();
  }
}

// biome-ignore format: one line each would say no more
const CALLS: readonly string[] = [
  'accessSync', 'appendFileSync', 'chmodSync', 'chownSync', 'copyFileSync', 'existsSync', 'lchownSync', 'linkSync',
  'lstatSync', 'lutimesSync', 'mkdirSync', 'mkdtempSync', 'openSync', 'opendirSync', 'readdirSync', 'readFileSync',
  'readlinkSync', 'realpathSync', 'renameSync', 'rmSync', 'rmdirSync', 'statSync', 'statfsSync', 'symlinkSync',
  'truncateSync', 'unlinkSync', 'utimesSync', 'writeFileSync',
];

function refuse(what: string, why: string): never {
  const message = `${what} cannot be used in the portable runner: it ${why}. Use isolation: thread`;
  throw Object.assign(new Error(message), { code: 'ERR_LAYOVER_PORTABLE' });
}

function refuseChildren(): void {
  const calls = child_process as unknown as Calls;
  for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'])
    calls[name] = () => refuse(`child_process.${name}`, 'would see the host, and not the view');
  Reflect.set(ChildProcess.prototype, 'spawn', () =>
    refuse('A child process', 'would see the host, and not the view'),
  );
  Reflect.set(worker_threads, 'Worker', function RefusedWorker() {
    refuse('A further thread', 'would see the host, and not the view');
  });
}

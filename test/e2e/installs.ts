/** Two ways of one installation: natively, and in a job over the whole machine that is then committed. */
import { chown, mkdir } from 'node:fs/promises';
import { execa } from 'execa';
import { type Cli, type CliResult, openCli } from '../fixtures/run.js';
import { diffSnapshots, type Snapshot, snapshotTree } from '../fixtures/snapshot.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';

export interface Caller {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

export const ROOT: Caller = { name: 'root', uid: 0, gid: 0 };
const OTHER: Caller = { name: 'an ordinary user', uid: 54_321, gid: 54_322 };
const own: Caller = { name: 'the caller', uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
export const CALLERS: readonly Caller[] = process.getuid?.() === 0 ? [ROOT, OTHER] : [own];

export interface Installation {
  /** Shell words that lay out what is there before, in an empty directory. */
  readonly prepare: string;
  readonly install: string;
  /** Paths that differ between two native runs as well. */
  readonly volatile?: RegExp;
  readonly commitOptions?: readonly string[];
}

export interface Compared {
  readonly changedByRun: readonly string[];
  readonly differences: readonly string[];
  readonly paths: ReadonlySet<string>;
  readonly run: CliResult;
  readonly commit: CliResult;
}

/** One caller's place on the machine, where everything happens at the same path, as files may hold it. */
export class Site implements AsyncDisposable {
  readonly #dir: TempDir;
  readonly #caller: Caller;
  readonly cli: Cli;

  private constructor(dir: TempDir, cli: Cli, caller: Caller) {
    this.#dir = dir;
    this.cli = cli;
    this.#caller = caller;
  }

  static async open(caller: Caller): Promise<Site> {
    const dir = await tempDir({ isTraversable: true, owner: caller });
    return new Site(dir, await openCli(caller), caller);
  }

  get path(): string {
    return this.#dir.join('site');
  }

  /** On the machine itself. Returns what was printed. */
  async native(script: string): Promise<string> {
    const { uid, gid } = this.#caller;
    const ids = uid === process.getuid?.() ? {} : { uid, gid };
    const options = { ...ids, cwd: this.path, env: this.#env, extendEnv: false };
    return (await execa('sh', ['-ec', script], options)).stdout;
  }

  async fresh(prepare: string): Promise<void> {
    const { uid, gid } = this.#caller;
    await execa('rm', ['-rf', this.path]);
    await mkdir(this.path);
    await chown(this.path, uid, gid);
    await this.native(prepare);
  }

  job(script: string, ...options: readonly string[]): Promise<CliResult> {
    const args = ['run', ...options, '--', 'sh', '-ec', script];
    return this.cli.run(args, { cwd: this.path, env: this.#env });
  }

  commit({ stderr }: CliResult, ...options: readonly string[]): Promise<CliResult> {
    const only = `${this.path.slice(1)}/**`;
    return this.cli.run(['commit', jobOf(stderr), '--only', only, ...options]);
  }

  async compare({ prepare, install, volatile, commitOptions = [] }: Installation): Promise<Compared> {
    await this.fresh(prepare);
    await this.native(install);
    const expected = await this.#snapshot(volatile);
    await this.fresh(prepare);
    const before = await snapshotTree(this.path, { exact: true });
    const run = await this.job(install);
    const changedByRun = diffSnapshots(before, await snapshotTree(this.path, { exact: true }));
    const commit = await this.commit(run, ...commitOptions);
    const found = await this.#snapshot(volatile);
    const paths = new Set<string>(found.entries.keys());
    return { changedByRun, differences: diffSnapshots(expected, found), paths, run, commit };
  }

  // Two runs are not at one time: when a file was written is no part of what is compared.
  async #snapshot(volatile: RegExp = /^$/): Promise<Snapshot> {
    const { entries } = await snapshotTree(this.path);
    const kept = [...entries].filter(([path]) => !volatile.test(path));
    return { entries: new Map(kept.map(([path, { mtimeNs: _, ...entry }]) => [path, entry])) };
  }

  get #env(): Record<string, string> {
    return {
      ...this.cli.env,
      PATH: `/usr/bin:/bin:/usr/sbin:/sbin:${this.cli.env['PATH'] ?? ''}`,
      CI: 'yes',
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.cli[Symbol.asyncDispose]();
    await this.#dir[Symbol.asyncDispose]();
  }
}

export function jobOf(stderr: string): string {
  const id = /j-\w+/.exec(stderr)?.[0];
  if (id === undefined) throw new Error(`no job in: ${stderr}`);
  return id;
}

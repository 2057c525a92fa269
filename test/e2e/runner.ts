import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { CommitReport } from '#src/commit/report.js';
import type { Change } from '#src/diff/change.js';
import type { RunSpec } from '#src/sandbox/definition/spec.js';
import type { JobResult } from '#src/sandbox/result/job.js';
import type { LayerReport } from '#src/sandbox/trees/commit-place.js';
import { isRoot } from '../fixtures/requirements.js';
import { openCli } from '../fixtures/run.js';
import type { TempDir } from '../fixtures/temp.js';
import { tempDir } from '../fixtures/temp.js';

/** Whose privilege a runner has: the machine's root, a user with one id, or one with a range of subordinate ids. */
export type Mode = 'root' | 'single' | 'ranges';

/** As this process is root, all three; else only what it is itself. */
export const MODES: readonly Mode[] = isRoot ? ['root', 'single', 'ranges'] : ['single'];

export interface JobRequest {
  readonly spec: Omit<RunSpec, 'lowers' | 'stdout' | 'stderr' | 'signal' | 'onStart' | 'onNotice'>;
  readonly lowers: ReadonlyArray<string | Buffer>;
  /** Where it is committed to before it is discarded. */
  readonly commit?: { readonly to: string; readonly faithful?: boolean };
  readonly tar?: string;
  /** Names of layers, above the lowers. */
  readonly layers?: readonly string[];
  /** The name it is committed to. */
  readonly layer?: string;
  /** No job: a method of the store with its arguments. */
  readonly store?: readonly unknown[];
  readonly keep?: boolean;
}

export interface JobAnswer {
  readonly result: JobResult;
  /** Set, and `result` absent, where layover threw. */
  readonly failure?: {
    readonly message: string;
    readonly code: string;
    readonly hint?: string;
    readonly step?: string;
    readonly errno?: string;
  };
  /** As `changeToJson` gives them. */
  readonly changes: ReadonlyArray<{
    readonly path: string;
    readonly change: Change['kind'];
    readonly type: string;
  }>;
  readonly report?: CommitReport;
  readonly layerReport?: LayerReport;
  readonly value?: unknown;
  readonly stdout: string;
  readonly stderr: string;
  readonly notices: readonly string[];
}

export interface Runner extends AsyncDisposable {
  readonly mode: Mode;
  readonly uid: number;
  /** The host's id of the job's 1000, where there is one. */
  readonly otherId: number | undefined;
  /** Owned by that user. */
  readonly dir: TempDir;
  readonly home: string;
  /** The built code, where that user can read it. */
  readonly dist: string;
  run(...jobs: readonly JobRequest[]): Promise<JobAnswer[]>;
  /** Starts any command as that user, with what the mode needs in place. */
  exec(
    command: readonly string[],
    input?: string,
  ): Promise<{ readonly stdout: string; readonly stderr: string; readonly exitCode: number | undefined }>;
}

export interface RunnerOptions {
  /** Shell commands, run as root in a private mount namespace before the user is changed. */
  readonly prepare?: string;
  /** The state directory; it is made. */
  readonly home?: string;
  /** Where its directories are made. */
  readonly parent?: string | undefined;
}

export const UIDS: Readonly<Record<Mode, number>> = { root: 0, single: 64_101, ranges: 64_102 };
const FIRST_SUBORDINATE = 1_879_048_192 - 131_072;
const SCRIPT = fileURLToPath(new URL('run-job.mjs', import.meta.url));

export async function openRunner(
  mode: Mode,
  { prepare = '', home, parent }: RunnerOptions = {},
): Promise<Runner> {
  const uid = isRoot ? UIDS[mode] : (process.getuid?.() ?? 0);
  const owner = { uid, gid: isRoot ? uid : (process.getgid?.() ?? 0) };
  const dir = await tempDir({ isTraversable: true, owner, parent });
  const cli = await openCli({ ...(isRoot && mode !== 'root' ? owner : {}), parent });
  const dist = dirname(dirname(cli.command[1] ?? ''));
  const state = home ?? cli.state;
  const setup = isRoot ? `${mode === 'ranges' ? await grantIds(dir, uid) : ''}${prepare}` : '';
  const command = asUser(isRoot ? uid : 0, setup);
  const exec: Runner['exec'] = async (words, input = '') => {
    const [file = '', ...args] = [...command, ...words];
    const { stdout, stderr, exitCode } = await execa(file, args, {
      input,
      env: cli.env,
      extendEnv: false,
      cwd: '/',
      reject: false,
      maxBuffer: 1 << 28,
    });
    return { stdout, stderr, exitCode };
  };
  const script = await readFile(SCRIPT, 'utf8');
  return {
    mode,
    uid,
    dir,
    home: state,
    dist,
    exec,
    otherId: mode === 'root' ? 1_000 : mode === 'ranges' ? FIRST_SUBORDINATE + 999 : undefined,
    run: async (...jobs) => {
      const request = {
        dist,
        home: state,
        jobs: jobs.map((job) => ({
          ...job,
          lowers: job.lowers.map((path) => Buffer.from(path).toString('base64')),
        })),
      };
      const { stdout, stderr } = await exec(
        [process.execPath, '--input-type=module', '-e', script],
        JSON.stringify(request),
      );
      if (!stdout.startsWith('[')) throw new Error(`The runner said: ${stdout}${stderr}`);
      return JSON.parse(stdout) as JobAnswer[];
    },
    [Symbol.asyncDispose]: async () => {
      await cli[Symbol.asyncDispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

/** The words before a command that make it that user's; a shell makes the mounts where there are any. */
function asUser(uid: number, setup: string): string[] {
  const user = uid === 0 ? [] : ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'];
  if (setup === '') return user;
  return ['unshare', '-m', '--propagation', 'private', 'sh', '-e', '-c', `${setup}exec "$@"`, 'sh', ...user];
}

/** The files that give a user subordinate ids, seen in its own mount namespace only. */
async function grantIds(dir: TempDir, uid: number): Promise<string> {
  const folder = dir.join('etc');
  await mkdir(folder);
  const passwd = `${await readFile('/etc/passwd', 'utf8')}layover-test:x:${uid}:${uid}::/:/bin/sh\n`;
  const range = `layover-test:${FIRST_SUBORDINATE}:65536\n`;
  const files = { passwd, subuid: range, subgid: range };
  for (const [name, content] of Object.entries(files)) await writeFile(`${folder}/${name}`, content);
  return Object.keys(files)
    .map((name) => `mount --bind ${folder}/${name} /etc/${name}; `)
    .join('');
}

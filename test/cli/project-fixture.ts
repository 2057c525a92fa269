import { mkdir, writeFile } from 'node:fs/promises';
import { buildRootfs } from '../fixtures/rootfs.js';
import { type Cli, type CliResult, openCli } from '../fixtures/run.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';
import { type TreeSpec, tree } from '../fixtures/tree.js';

/** Jobs over project folders, and what becomes of their changes, by the command line. */
export interface ProjectBench extends AsyncDisposable {
  readonly dir: TempDir;
  readonly cli: Cli;
  /** A new folder with this in it. */
  project(name: string, content: TreeSpec): Promise<string>;
  /** Runs a script in the folder, shown copy on write at /work; answers with the kept job. `rules` is YAML. */
  work(project: string, script: string, rules?: string): Promise<string>;
  /** `commit JOB --from /work --to PROJECT`. */
  commit(job: string, project: string, ...options: readonly string[]): Promise<CliResult>;
}

export async function openProjectBench(): Promise<ProjectBench> {
  const [dir, cli] = await Promise.all([tempDir(), openCli()]);
  await buildRootfs(dir.join('rootfs'));
  return {
    dir,
    cli,
    project: async (name, content) => {
      await mkdir(dir.join(name));
      return await tree(dir.join(name), content);
    },
    work: async (project, script, rules = '') => {
      const definition = dir.join('sandbox.yaml');
      await writeFile(definition, `lowers: [./rootfs]\nproject: /work\n${rules}\n`);
      const words = ['--sandbox', definition, '--project', project, '--json', '-', '--', 'sh', '-ec', script];
      const { stdout, stderr, exitCode } = await cli.run(['run', ...words]);
      if (exitCode !== 0) throw new Error(`The job failed with ${exitCode}: ${stderr}`);
      return (JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { job: string }).job;
    },
    commit: async (job, project, ...options) =>
      await cli.run(['commit', job, '--from', '/work', '--to', project, ...options]),
    [Symbol.asyncDispose]: async () => {
      await cli[Symbol.asyncDispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

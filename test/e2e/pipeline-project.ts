import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { JobEnd, PipelineEvent } from '#src/pipeline/events.js';
import { type Cli, type CliOptions, type CliResult, openCli } from '../fixtures/run.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';

export interface PipelineRun extends CliResult {
  readonly events: readonly PipelineEvent[];
  /** How each job ended: `ran`, `cached`, `failed`, ... */
  readonly ends: Readonly<Record<string, string>>;
  readonly messages: string;
}

/** A folder with a pipeline over a small root file system, and a command line with its own state. */
export interface PipelineProject extends AsyncDisposable {
  readonly cli: Cli;
  readonly dir: TempDir;
  readonly project: string;
  write(files: Readonly<Record<string, string>>): Promise<void>;
  /** `layover pipeline run --json` in it. */
  run(args?: readonly string[], options?: CliOptions): Promise<PipelineRun>;
}

/** `rootfs`: the lower of every job. `pipeline`: what follows the line that names the sandbox. */
export async function openProject(rootfs: string, pipeline: string): Promise<PipelineProject> {
  const dir = await tempDir({ isTraversable: true });
  const cli = await openCli();
  const project = dir.join('project');
  const write: PipelineProject['write'] = async (files) => {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(`${project}/${name}`), { recursive: true });
      await writeFile(`${project}/${name}`, text);
    }
  };
  await mkdir(project);
  await writeFile(dir.join('sandbox.yaml'), `lowers: [${JSON.stringify(rootfs)}]\nnetwork: none\n`);
  await write({ 'pipeline.yaml': `sandbox: ../sandbox.yaml\n${pipeline}` });
  return {
    cli,
    dir,
    project,
    write,
    run: async (args = [], options = {}) =>
      read(await cli.run(['pipeline', 'run', '--json', ...args], { cwd: project, ...options })),
    [Symbol.asyncDispose]: async () => {
      await cli[Symbol.asyncDispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

function read(result: CliResult): PipelineRun {
  const lines = result.stdout.split('\n').filter((line) => line !== '');
  const events = lines.map((line) => JSON.parse(line) as PipelineEvent);
  const ended = events.flatMap((event) =>
    event.kind === 'job-ended' ? [[event.job, event.end] as const] : [],
  );
  return {
    ...result,
    events,
    ends: Object.fromEntries(ended.map(([job, end]) => [job, nameOf(end)])),
    messages: ended.map(([, end]) => ('message' in end ? end.message : '')).join('\n'),
  };
}

function nameOf(end: JobEnd): string {
  if (end.kind !== 'succeeded') return end.kind;
  return end.done.from === 'cache' ? 'cached' : 'ran';
}

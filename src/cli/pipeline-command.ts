/** `layover pipeline run` and `check`, from their options to their exit status. */
import { resolve } from 'node:path';
import { refuseUnseenOutputs } from '../pipeline/check-views.js';
import { CACHE_BYTES, collectResults } from '../pipeline/collect.js';
import { readPlan } from '../pipeline/plan.js';
import type { Plan } from '../pipeline/planned.js';
import { runPipeline } from '../pipeline/run-pipeline.js';
import { showsMachine } from '../sandbox/definition/definition.js';
import { readDefinition } from '../sandbox/definition/read-definition.js';
import { openLayover } from '../sandbox/open.js';
import type { Resources } from '../scheduler/resources.js';
import { EXIT_INTERRUPTED } from './exit-code.js';
import { isInterrupt } from './failure.js';
import type { LiveScreen } from './live-region.js';
import { GithubReport } from './pipeline-github.js';
import { LiveReport } from './pipeline-live.js';
import { PlainReport } from './pipeline-plain.js';
import type { PipelineRunOptions, Report } from './pipeline-report.js';
import { InterruptAbort } from './signals.js';
import { printable } from './text.js';
import { readVersion } from './version.js';

const EXIT_JOB_FAILED = 1;

const FAILURE_MODES = {
  finish: 'finish-running',
  stop: 'stop-new',
  continue: 'continue',
  kill: 'kill',
} as const;

type RunOptions = PipelineRunOptions & { readonly jobs: number };

export async function runPipelineCommand(file: string, options: RunOptions): Promise<number> {
  const plan = await readPlan(file);
  await using layover = await openLayover({ concurrency: options.jobs, warm: 0 });
  const report = reportFor(plan, options);
  const close = (): void => report.close?.();
  process.once('exit', close);
  // The first interrupt ends what runs and waits for it; the next ends layover, and every job dies with it.
  using interrupt = new InterruptAbort();
  interrupt.signal.addEventListener('abort', () => report.interrupt?.(), { once: true });
  try {
    const { status } = await runPipeline(plan, {
      layover,
      concurrency: options.jobs,
      resources: resourcesOf(options),
      failureMode: FAILURE_MODES[options.onFailure ?? 'finish'],
      usesCache: options.cache !== false,
      cacheDirectory: cacheDirectoryOf(options),
      explains: options.explain,
      signal: interrupt.signal,
      tool: readVersion(),
      onEvent: (event) => report.take(event),
    });
    collectResults(layover, { cacheBytes: CACHE_BYTES, isDryRun: false });
    if (status === 'canceled') return EXIT_INTERRUPTED;
    return status === 'succeeded' ? 0 : EXIT_JOB_FAILED;
  } catch (error) {
    if (!interrupt.signal.aborted || !isInterrupt(error)) throw error;
    return EXIT_INTERRUPTED; // the report has said so
  } finally {
    process.off('exit', close);
    close();
  }
}

function resourcesOf({ cpus, memory, disk }: RunOptions): Resources {
  return {
    ...(cpus !== undefined && { cpus }),
    ...(memory !== undefined && { memoryBytes: memory }),
    ...(disk !== undefined && { diskBytes: disk }),
  };
}

function cacheDirectoryOf({ cache }: RunOptions): string | undefined {
  const named = typeof cache === 'string' ? cache : process.env['LAYOVER_CACHE'];
  return named === undefined || named === '' ? undefined : resolve(named);
}

function reportFor({ jobs }: Plan, { json }: RunOptions): Report {
  if (json) return { take: (event) => process.stdout.write(`${JSON.stringify(event)}\n`) };
  if (process.env['GITHUB_ACTIONS'] === 'true') return new GithubReport();
  if (process.stderr.isTTY && process.env['TERM'] !== 'dumb') return new LiveReport(terminalScreen());
  return new PlainReport(jobs.map(({ name }) => name));
}

function terminalScreen(): LiveScreen {
  const { stderr } = process;
  return {
    write: (text) => void stderr.write(text),
    get columns() {
      return stderr.columns || 80;
    },
    get rows() {
      return stderr.rows || 24;
    },
  };
}

/** One line about each job. A mistake anywhere is an error. */
export async function checkPipeline(file: string): Promise<string[]> {
  const plan = await readPlan(file);
  const machines = new Set<string>();
  for (const sandbox of new Set(plan.jobs.map((job) => job.sandbox)))
    if (showsMachine(await readDefinition(sandbox))) machines.add(sandbox);
  refuseUnseenOutputs(plan, (sandbox) => machines.has(sandbox));
  const count = plan.jobs.length === 1 ? '1 job' : `${plan.jobs.length} jobs`;
  return [`layover: ${printable(file)} is fine: ${count}`];
}

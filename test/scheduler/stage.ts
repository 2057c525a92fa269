import type { SchedulerEvent, SchedulerOptions } from '#src/scheduler/options.js';
import { Scheduler } from '#src/scheduler/scheduler.js';
import type { RunContext, Task, TaskHandle, Verdict } from '#src/scheduler/task.js';
import { FakeClock } from '../fixtures/clock.js';

type FakeTask = Omit<Task<string>, 'run'>;

/** A run that the test ends. */
interface Running {
  readonly context: RunContext<string>;
  end(verdict: Verdict<string>): void;
}

export interface Stage {
  readonly scheduler: Scheduler<string>;
  readonly clock: FakeClock;
  /** `name state`, in order. */
  readonly steps: string[];
  readonly events: Array<SchedulerEvent<string>>;
  /** Names of what runs, in the order it was started; those told to stop as `name!`. */
  readonly running: string[];
  task(task: FakeTask): Task<string>;
  submit(...tasks: FakeTask[]): Promise<Array<TaskHandle<string>>>;
  context(name: string): RunContext<string>;
  /** Each ends the run of that name, and answers when the scheduler has taken note. */
  succeed(name: string, result?: string): Promise<void>;
  fail(name: string, result?: string): Promise<void>;
  break(name: string, isPermanent?: boolean): Promise<void>;
}

/** A scheduler whose tasks are started by it and ended by the test, in a time of the test's. */
export function openStage(options: Partial<SchedulerOptions<string>> = {}): Stage {
  const clock = new FakeClock();
  const steps: string[] = [];
  const events: Array<SchedulerEvent<string>> = [];
  const runs = new Map<string, Running>();
  const onEvent = (event: SchedulerEvent<string>): void => {
    events.push(event);
    if (event.kind === 'task') steps.push(`${event.task} ${describe(event)}`);
  };
  const scheduler = new Scheduler<string>({ concurrency: 2, clock, onEvent, ...options });
  const task = (fake: FakeTask): Task<string> => ({
    ...fake,
    run: async (context) =>
      await new Promise((end) => {
        runs.set(fake.name ?? '', { context, end });
      }),
  });
  const get = (name: string): Running => {
    const run = runs.get(name);
    if (run === undefined)
      throw new Error(`${name} does not run; what runs is ${[...runs.keys()].join(', ')}`);
    return run;
  };
  const end = async (name: string, verdict: Verdict<string>): Promise<void> => {
    get(name).end(verdict);
    runs.delete(name);
    await settle();
  };
  return {
    scheduler,
    clock,
    steps,
    events,
    get running() {
      return [...runs].map(([name, { context }]) => (context.signal.aborted ? `${name}!` : name));
    },
    task,
    submit: async (...tasks) => await scheduler.submitAll(tasks.map(task)),
    context: (name) => get(name).context,
    succeed: async (name, result = name) => await end(name, { kind: 'succeeded', result }),
    fail: async (name, result = name) => await end(name, { kind: 'failed', result }),
    break: async (name, isPermanent) =>
      await end(name, { kind: 'errored', error: new Error(`${name} broke`), isPermanent }),
  };
}

/** Lets all that is ready to happen happen. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function describe({ state }: Extract<SchedulerEvent<string>, { kind: 'task' }>): string {
  return state.kind === 'ended' ? state.end.kind : state.kind;
}

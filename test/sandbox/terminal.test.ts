import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningJob, RunSpec } from '#src/sandbox/definition/spec.js';
import { collect, openSession, type Session } from '../e2e/session.js';

let session: Session;
beforeAll(async () => {
  session = await openSession();
});
afterAll(async () => await session[Symbol.asyncDispose]());

const terminal = { columns: 93, rows: 31 };
const onTerminal = async (script: string, spec: Partial<RunSpec> = {}) =>
  await session.run(script, { terminal, ...spec });

describe('a job on a terminal', () => {
  test('has one on all three streams, of the size that was given', async () => {
    const ran = await onTerminal(
      'test -t 0 && test -t 1 && test -t 2 && echo all; bash -ic "" 2>/dev/null; bash -c "shopt -s checkwinsize; (:); echo \\$LINES x \\$COLUMNS"; echo $TERM >&2',
    );
    expect(ran.stdout).toContain('all\r\n');
    expect(ran.stdout).toContain('31 x 93\r\n');
    expect(ran.job.outcome).toEqual({ kind: 'exited', exitCode: 0 });
  });

  test('reads what is typed, and Ctrl-C is SIGINT', async () => {
    const [keys, screen] = [new PassThrough(), collect()];
    const watch = setInterval(() => {
      if (screen.text().includes('name?') && !screen.text().includes('hello')) keys.write('layover\r');
      if (screen.text().includes('hello layover')) keys.write('\x03');
    }, 50);
    const ran = await onTerminal('printf "name? "; read -r name; echo "hello $name"; exec sleep 30', {
      stdin: keys,
      stdout: screen.stream,
    });
    clearInterval(watch);
    expect(screen.text()).toContain('hello layover\r\n');
    expect(ran.job.outcome).toEqual({ kind: 'signaled', signal: 'SIGINT' });
  });

  test('is told of a new size', async () => {
    let running: RunningJob | undefined;
    const screen = collect();
    const watch = setInterval(() => {
      if (!screen.text().includes('ready')) return;
      clearInterval(watch); // a second one would come in the middle of what the first makes it say
      running?.resize({ columns: 50, rows: 20 });
    }, 50);
    const script = `exec bash -c 'shopt -s checkwinsize; trap "(:); echo now \\$LINES \\$COLUMNS; exit" WINCH; echo ready; while :; do sleep 0.1; done'`;
    await onTerminal(script, {
      stdout: screen.stream,
      limits: { timeout: 20_000 },
      onStart: (job) => {
        running = job;
      },
    });
    clearInterval(watch);
    expect(screen.text()).toBe('ready\r\nnow 20 50\r\n');
  });

  test('brings all of a long output', async () => {
    const ran = await onTerminal('seq 1 20000');
    expect(ran.stdout.split('\r\n').filter((line) => line !== '').length).toBe(20_000);
  });
});

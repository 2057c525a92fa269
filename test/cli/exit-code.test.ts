import { expect, test } from 'vitest';
import { exitStatusOf } from '#src/cli/exit-code.js';
import { chooseSettlement } from '#src/cli/settle.js';
import type { Outcome } from '#src/jail/outcome.js';

const notStarted = (step: string, errno: string): Outcome => ({
  kind: 'not-started',
  code: 'LAYOVER_SETUP',
  step,
  errno,
});

test('the exit status says how the command ended', () => {
  for (const [outcome, want] of [
    [{ kind: 'exited', exitCode: 0 }, 0],
    [{ kind: 'exited', exitCode: 42 }, 42],
    [{ kind: 'signaled', signal: 'SIGTERM' }, 143],
    [{ kind: 'signaled', signal: 'SIGSEGV' }, 139],
    [{ kind: 'signaled', signal: 'SIG40' as NodeJS.Signals }, 168],
    [{ kind: 'timed-out', afterMs: 5 }, 124],
    [{ kind: 'limit', which: 'output' }, 137],
    [{ kind: 'canceled' }, 130],
    [notStarted('exec', 'ENOENT'), 127],
    [notStarted('exec', 'EACCES'), 126],
    [notStarted('exec', 'ENOEXEC'), 126],
    [notStarted('working-directory', 'ENOENT'), 125],
  ] as ReadonlyArray<[Outcome, number]>) {
    expect(exitStatusOf(outcome)).toBe(want);
  }
});

test('changes are settled by how the command ended', () => {
  const [success, failure] = [
    { kind: 'exited', exitCode: 0 } as const,
    { kind: 'exited', exitCode: 1 } as const,
  ];
  expect(chooseSettlement(success, {})).toBe('keep');
  expect(chooseSettlement(failure, {})).toBe('keep');
  expect(chooseSettlement(success, { onSuccess: 'commit', onFailure: 'discard' })).toBe('commit');
  expect(chooseSettlement(failure, { onSuccess: 'commit', onFailure: 'discard' })).toBe('discard');
  expect(chooseSettlement({ kind: 'timed-out', afterMs: 1 }, { onSuccess: 'commit' })).toBe('keep');
  expect(chooseSettlement(notStarted('exec', 'ENOENT'), {})).toBe('discard');
  expect(chooseSettlement(notStarted('exec', 'ENOENT'), { onFailure: 'keep' })).toBe('keep');
});

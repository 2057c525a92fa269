import { describe, expect, test } from 'vitest';
import { rawFromBytes, rawFromText } from '#src/base/bytes-path.js';
import { LayoverError, SetupError } from '#src/base/errors.js';
import { typeOut } from '#src/cli/console-terminal.js';
import { renderFailure } from '#src/cli/failure.js';
import {
  formatAge,
  jobToJson,
  renderApplied,
  renderCounts,
  renderJobs,
  renderOutcome,
  renderReport,
} from '#src/cli/render.js';
import { alignColumns, printable, printableLines } from '#src/cli/text.js';
import type { JobRecord } from '#src/sandbox/state/job-record.js';

// But line ends and tabs, which a stack has.
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

const record = (over: Partial<JobRecord>): JobRecord => ({
  id: 'j-0mfz1k2ab3c4de',
  createdAt: '2026-01-01T00:00:00.000Z',
  command: [rawFromText('true')],
  outcome: { kind: 'exited', exitCode: 0 },
  usage: { wallMs: 1, userMs: 1, systemMs: 1, memoryPeakBytes: 1 },
  changes: { added: 0, modified: 0, deleted: 0, bytes: 0 },
  receipt: {} as JobRecord['receipt'],
  parts: [],
  mountPoints: [],
  isUntouched: false,
  ...over,
});

describe('text of layover itself', () => {
  test('never drives a terminal', () => {
    const hostile = 'a\x1b[2J\x9b\n\r\t\u202eb\u2028\ud800\x00é💀';
    expect(printable(hostile)).toBe('a\\x1b[2J\\x9b\\n\\r\\t\\u{202e}b\\u{2028}\\u{d800}\\x00é💀');
    expect(printableLines('a\n\tb\x1b]0;x\x07')).toBe('a\n\tb\\x1b]0;x\\x07');
    const error = new LayoverError('LAYOVER_HOME', `bad ${hostile}`, { hint: hostile });
    const bug = new Error(hostile);
    for (const line of [...renderFailure(error), ...renderFailure(bug)]) expect(line).not.toMatch(CONTROLS);
  });

  test('stands in columns', () => {
    expect(
      alignColumns([
        ['a', 'bbb', 'c'],
        ['aa', 'b', 'cc'],
      ]),
    ).toEqual(['a   bbb  c', 'aa  b    cc']);
  });
});

describe('an error', () => {
  test('says what failed, its code, and what to do', () => {
    const error = new LayoverError('LAYOVER_HOME', 'The state directory /x cannot be used', {
      hint: 'Set LAYOVER_HOME.',
    });
    expect(renderFailure(error)).toEqual([
      'layover: The state directory /x cannot be used (LAYOVER_HOME)',
      '  hint: Set LAYOVER_HOME.',
    ]);
  });

  test('of a step names the step and the errno', () => {
    const error = new SetupError({ step: 'mount-overlay', errno: 'EPERM', message: 'No.' });
    expect(renderFailure(error)).toEqual(['layover: No. (LAYOVER_SETUP: mount-overlay, EPERM)']);
  });

  test('of usage needs no code', () => {
    expect(renderFailure(new LayoverError('LAYOVER_USAGE', 'No job'))).toEqual(['layover: No job']);
  });

  test('that nobody foresaw says it is a bug, with its stack', () => {
    const lines = renderFailure(new TypeError('x is undefined'));
    expect(lines[0]).toContain('this is a bug in layover');
    expect(lines[1]).toMatch(/TypeError: x is undefined\n {4}at /);
  });
});

describe('what is said about a job', () => {
  test('counts only what there is', () => {
    expect(renderCounts({ added: 0, modified: 0, deleted: 0, bytes: 0 })).toBe('no changes');
    expect(renderCounts({ added: 2, modified: 0, deleted: 1, bytes: 2048 })).toBe(
      '2 added, 1 deleted, 2.0 KiB',
    );
    const report = { applied: 1, bytes: 3, skipped: [], stripped: [], privileged: [] };
    expect(renderApplied(report)).toBe('1 change (3 B)');
    expect(renderApplied(report, 4)).toBe('1 of 4 changes (3 B)');
  });

  test('names each end', () => {
    expect(renderOutcome({ kind: 'timed-out', afterMs: 5000 })).toBe('timed out after 5.0 s');
    expect(renderOutcome({ kind: 'signaled', signal: 'SIGKILL' })).toBe('ended by SIGKILL');
    expect(renderOutcome({ kind: 'limit', which: 'output' })).toBe('stopped at its output limit');
  });

  test('is a table, with commands quoted and cut', () => {
    const records = [
      record({ command: ['sh', '-c', 'echo hi'].map(rawFromText) }),
      record({
        id: 'j-0mfz1k2ab3c4df',
        command: [rawFromBytes(Buffer.from([0xff])), rawFromText('x'.repeat(100))],
      }),
    ];
    const now = Date.parse('2026-01-01T00:03:20.000Z');
    expect(renderJobs(records, now)).toEqual([
      'JOB               AGE    OUTCOME        CHANGES     COMMAND',
      "j-0mfz1k2ab3c4de  3 min  exited with 0  no changes  sh -c 'echo hi'",
      `j-0mfz1k2ab3c4df  3 min  exited with 0  no changes  "\\377" ${'x'.repeat(50)}...`,
    ]);
  });

  test('is JSON, with bytes where a word is not UTF-8', () => {
    const { command, settled } = jobToJson(
      record({ command: [rawFromText('ä'), rawFromBytes(Buffer.from([0xff]))] }),
    );
    expect(command).toEqual(['ä', { base64: '/w==' }]);
    expect(settled).toEqual({ kind: 'kept' });
  });

  test('has an age in one unit', () => {
    const ages = [-5, 0, 59_999, 60_000, 3_600_000, 172_800_000].map(formatAge);
    expect(ages).toEqual(['0 s', '0 s', '59 s', '1 min', '1 h', '2 d']);
  });

  test('names what a commit left out, and counts the rest of many', () => {
    const skipped = Array.from({ length: 30 }, (_zero, index) => ({
      path: rawFromText(`d${index}`),
      reason: 'a block device',
    }));
    const lines = renderReport({
      applied: 1,
      bytes: 0,
      skipped,
      stripped: [{ path: rawFromText('su'), what: 'setuid' }],
      privileged: [],
    });
    expect(lines[0]).toBe('left out d0: a block device');
    expect([lines.length, lines.at(-1)]).toEqual([21, '... and 11 more']);
    expect(
      renderReport({
        applied: 1,
        bytes: 0,
        skipped: [],
        stripped: [{ path: rawFromText('su'), what: 'setuid' }],
        privileged: [],
      }),
    ).toEqual(['applied su without setuid']);
  });
});

test('input that is piped to a terminal ends with the key for it', async () => {
  const typed = async (...chunks: string[]): Promise<string> => {
    let all = '';
    for await (const chunk of typeOut(toStream(chunks))) all += String(chunk);
    return all;
  };
  expect([await typed(), await typed('a\n'), await typed('a\n', 'b')]).toEqual([
    '\x04',
    'a\n\x04',
    'a\nb\x04\x04',
  ]);
});

async function* toStream(chunks: readonly string[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

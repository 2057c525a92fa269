import { copyFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSession, type Session } from '../e2e/session.js';
import { describeUnless, isRoot, rootTest, skipUnless } from '../fixtures/requirements.js';
import { CALL_ROWS, type CallRow, NUMBER_ROWS } from './call-table.js';
import { buildCallProbe, readAnswers, wordOf } from './probe-calls.js';

let session: Session;
let probe: string;

beforeAll(async () => {
  session = await openSession();
  probe = session.dir.join('probe-calls');
  await buildCallProbe(probe);
  await copyFile(probe, `${session.rootfs}/usr/bin/probe-calls`);
});

afterAll(async () => await session[Symbol.asyncDispose]());

type Options = Parameters<Session['run']>[1];

const ROWS = CALL_ROWS.filter((row) => wordOf(row) !== undefined);
const WORDS = ROWS.flatMap((row) => wordOf(row) ?? []);

async function runInside(words: readonly string[], options: Options = {}): Promise<string[]> {
  const { stdout, job } = await session.run(['probe-calls', ...words], options);
  expect(job.outcome).toEqual({ kind: 'exited', exitCode: 0 });
  return readAnswers(stdout);
}

async function runOutside(words: readonly string[]): Promise<string[]> {
  return readAnswers((await execa(probe, words)).stdout);
}

function lineOf({ call, args }: CallRow, answer: string | undefined): string {
  return `${call}(${args.map((one) => `0x${one.toString(16)}`).join(', ')}) ${answer}`;
}

describeUnless(isRoot, 'needs root: others are refused on the host as well')('the table of calls', () => {
  test('is what a job gets', async () => {
    const answers = await runInside(WORDS);
    expect(ROWS.map((row, index) => lineOf(row, answers[index]))).toEqual(
      ROWS.map((row) => lineOf(row, row.inside)),
    );
  });

  test('is what a job of another user gets', async () => {
    const answers = await runInside(WORDS, { user: { uid: 1_000 } });
    expect(ROWS.map((row, index) => lineOf(row, answers[index]))).toEqual(
      ROWS.map((row) => lineOf(row, row.inside)),
    );
  });

  test('is not what the host says, so that each row shows the filter at work', async () => {
    const answers = await runOutside(WORDS);
    const seen = ROWS.map((row, index) =>
      lineOf(row, answers[index] === 'ENOSYS' ? row.outside : answers[index]),
    );
    expect(seen).toEqual(ROWS.map((row) => lineOf(row, row.outside)));
    const missing = answers.filter(
      (answer, index) => answer === 'ENOSYS' && ROWS[index]?.outside !== 'ENOSYS',
    );
    expect(missing.length).toBeLessThan(ROWS.length / 4);
    expect(ROWS.filter(({ inside, outside }) => inside !== outside).length).toBeGreaterThanOrEqual(80);
  });

  test('is not what a job without a filter gets', async () => {
    const answers = await runInside(WORDS, { seccomp: 'off' });
    const denied = ROWS.map(({ inside, outside }, index) => inside !== outside && answers[index] === inside);
    // What is left for the other walls: capabilities, and the namespaces that are not the job's own.
    expect(ROWS.filter((_row, index) => denied[index]).length).toBeLessThan(ROWS.length / 2);
    const sockets = ROWS.flatMap(({ call }, index) => (call.startsWith('socket') ? [answers[index]] : []));
    expect(new Set(sockets)).toEqual(new Set(['EINVAL']));
  });
});

describe('calls by number', () => {
  test('beyond the table are not there', async () => {
    const words = NUMBER_ROWS.map(({ number }) => number.toString(16));
    expect(await runInside(words)).toEqual(NUMBER_ROWS.map(({ inside }) => inside));
  });

  skipUnless(process.arch === 'x64', 'the 32-bit entry is of x86')(
    'through the 32-bit entry are not there',
    async () => {
      const [outside] = await runOutside(['int80']);
      const [inside] = await runInside(['int80']);
      expect(['ok', 'signal 11', 'ENOSYS']).toContain(outside);
      expect(inside).toBe(outside === 'ok' ? 'ENOSYS' : outside);
    },
  );
});

describe('a further user namespace', () => {
  const NEW_USER = wordOf({ call: 'unshare', args: [0x10000000] }) ?? '';

  test('is refused by the filter, and by the namespace itself where there is none', async () => {
    expect(await runInside([NEW_USER])).toEqual(['EPERM']);
    expect(await runInside([NEW_USER], { seccomp: 'off' })).toEqual(['ENOSPC']);
    expect(await runOutside([NEW_USER])).toEqual(['ok']);
  });
});

describe('capabilities', () => {
  const prctl = (...args: number[]): string => wordOf({ call: 'prctl', args }) ?? '';
  const [GET_SECUREBITS, SET_SECUREBITS] = [27, 28];

  rootTest('cannot be passed on by any bit', async () => {
    const words = [prctl(SET_SECUREBITS, 0), prctl(SET_SECUREBITS, 0xcb)];
    expect(await runInside(words)).toEqual(['EPERM', 'EPERM']);
    expect(await runOutside(words)).toEqual(['ok', 'ok']);
    const { stdout } = await session.run(['probe-calls', prctl(GET_SECUREBITS)]);
    expect([stdout, (await execa(probe, [prctl(GET_SECUREBITS)])).stdout]).toEqual(['ok 202\n', 'ok 0']);
  });

  test('are those listed, none of them inheritable or ambient', async () => {
    const { stdout } = await session.run('grep -E "^(Cap|NoNewPrivs|Seccomp|Groups)" /proc/self/status');
    const kept = '00000000800400fb';
    expect(
      Object.fromEntries(
        stdout
          .trim()
          .split('\n')
          .map((line) => line.split(/:\s*/)),
      ),
    ).toEqual({
      Groups: '',
      CapInh: '0000000000000000',
      CapPrm: kept,
      CapEff: kept,
      CapBnd: kept,
      CapAmb: '0000000000000000',
      NoNewPrivs: '1',
      Seccomp: '2',
      Seccomp_filters: '1',
    });
  });
});

describe('the init of a job', () => {
  const ATTACH = wordOf({ call: 'ptrace', args: [16, 1, 0, 0] }) ?? '';

  test('cannot be looked into or traced', async () => {
    expect(await runInside([ATTACH])).toEqual(['EPERM']);
    const { stdout } = await session.run(
      'for name in mem environ maps; do head -c1 /proc/1/$name 2>/dev/null && echo $name; done; ls /proc/1/fd /proc/1/root 2>/dev/null; echo done; ls /proc/self/fd >/dev/null && echo own',
    );
    expect(stdout).toBe('done\nown\n');
  });

  // It never executes anything, so what it gave up shows in it alone: in the command exec counts them anew.
  test('has the capabilities of the job and no others, and none of another user', async () => {
    const [kept, none] = ['00000000800400fb', '0'.repeat(16)];
    const look = async (uid: number): Promise<string[]> => {
      const { stdout } = await session.run('grep -E "^Cap" /proc/1/status', { user: { uid } });
      return stdout
        .trim()
        .split(/\n?Cap...:\t/)
        .slice(1);
    };
    expect(await look(0)).toEqual([none, kept, kept, kept, none]);
    if (isRoot) expect(await look(1_000)).toEqual([none, none, none, kept, none]);
  });

  test('lies under the filter too', async () => {
    expect((await session.run('grep Seccomp: /proc/1/status')).stdout).toBe('Seccomp:\t2\n');
    expect((await session.run('grep Seccomp: /proc/1/status', { seccomp: 'off' })).stdout).toBe(
      'Seccomp:\t0\n',
    );
  });
});

describe('keys', () => {
  const SESSION_KEYRING = wordOf({ call: 'keyctl', args: [0, 0xffffffffffffffffn - 2n, 0] }) ?? '';

  test('of the session are a keyring of the job alone', async () => {
    const inside = async (): Promise<string> =>
      (await session.run(['probe-calls', SESSION_KEYRING], { seccomp: 'off' })).stdout;
    const [first, second] = [await inside(), await inside()];
    const outside = [
      (await execa(probe, [SESSION_KEYRING])).stdout,
      (await execa(probe, [SESSION_KEYRING])).stdout,
    ];
    expect(first).toMatch(/^ok \d+\n$/);
    expect(second).not.toBe(first);
    expect(outside[0]).toBe(outside[1]);
    expect(await runInside([SESSION_KEYRING])).toEqual(['EPERM']);
  });
});

describe('abstract sockets of the host', () => {
  test('are out of reach on the network of the host too, by Landlock', async () => {
    const name = `layover-canary-${process.pid}`;
    await using server = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => server.listen(`\0${name}`, resolve));
    const word = `connect=${name}`;
    const { job } = await session.run(['true'], { network: 'host' });
    expect(await runOutside([word])).toEqual(['ok']);
    expect(await runInside([word], { network: 'host', landlock: 'off' })).toEqual(['ok']);
    expect(await runInside([word], { network: 'none', landlock: 'off' })).toEqual(['ECONNREFUSED']);
    if (job.result.receipt.landlockAbi >= 6)
      expect(await runInside([word], { network: 'host' })).toEqual(['EPERM']);
  });
});

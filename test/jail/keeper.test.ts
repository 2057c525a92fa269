import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostPath, type RawPath, ROOT_PATH } from '#src/base/bytes-path.js';
import type { LaunchSpec } from '#src/jail/launch-spec.js';
import {
  encodeFrame,
  encodeHeld,
  encodeLaunch,
  encodeStart,
  HEADER_LENGTH,
  numbers,
  PROTOCOL_VERSION,
  REQUEST,
} from '#src/jail/protocol.js';
import { kernelDriver } from '#src/overlay/kernel.js';
import { compileProbe } from '../fixtures/probe.js';
import { rootTest } from '../fixtures/requirements.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';
import { descendantsOf, keeperBuilds, RawKeeper } from './keeper-process.js';

const builds = keeperBuilds();
let scratch: TempDir;

beforeAll(async () => {
  scratch = await tempDir();
  mkdirSync(join(scratch.path, 'lower'));
  writeFileSync(join(scratch.path, 'lower', 'probe'), '', { mode: 0o755 });
});
afterAll(async () => await scratch[Symbol.asyncDispose]());

describe.each(builds)('the keeper $name', ({ path }) => {
  test('greets with its version and is ready', async () => {
    await using keeper = new RawKeeper(path);
    await keeper.greet();
    expect(keeper.replies[0]).toEqual({ kind: 'hello', version: PROTOCOL_VERSION });
  });

  test('ends when its runner hangs up, having said nothing on standard error', async () => {
    const keeper = new RawKeeper(path);
    await keeper.greet();
    keeper.hangUp();
    expect(await keeper.ended()).toEqual({ code: 1, signal: null, errors: '' });
  });

  const header = (length: number, type: number, reserved = 0): Buffer => {
    const bytes = Buffer.alloc(HEADER_LENGTH);
    bytes.writeUInt32LE(length, 0);
    bytes.writeUInt16LE(type, 4);
    bytes.writeUInt16LE(reserved, 6);
    return bytes;
  };

  const beforeGreeting: Array<[string, Buffer]> = [
    ['another version', encodeFrame(REQUEST.hello, 0, numbers(99, 0))],
    ['unknown greeting flags', encodeFrame(REQUEST.hello, 0, numbers(PROTOCOL_VERSION, 64))],
    ['a greeting that is too short', encodeFrame(REQUEST.hello, 0, numbers(1))],
    ['a job before the greeting', encodeFrame(REQUEST.spawn, 1, Buffer.alloc(16))],
    ['a length over the cap', header(0x7fffffff, REQUEST.hello)],
    [
      'a reserved field that is set',
      Buffer.concat([header(8, REQUEST.hello, 1), numbers(PROTOCOL_VERSION, 0)]),
    ],
  ];
  for (const [what, bytes] of beforeGreeting) {
    test(`gives up at ${what}`, async () => {
      await using keeper = new RawKeeper(path);
      keeper.send(bytes);
      expect(await keeper.until('fatal')).toMatchObject({ what: 'handshake' });
      expect(await keeper.ended()).toMatchObject({ code: 1, signal: null });
    });
  }

  const afterGreeting: Array<[string, Buffer]> = [
    ['an unknown type', encodeFrame(77, 1, Buffer.alloc(4))],
    ['a second greeting', encodeFrame(REQUEST.hello, 0, numbers(PROTOCOL_VERSION, 0))],
    ['a length over the cap', header(0x00400001, REQUEST.spawn)],
    ['a signal of the wrong size', encodeFrame(REQUEST.signal, 1, Buffer.alloc(3))],
    ['signal 0', encodeFrame(REQUEST.signal, 1, numbers(0))],
    ['signal 65', encodeFrame(REQUEST.signal, 1, numbers(65))],
    ['an empty job', encodeFrame(REQUEST.spawn, 1)],
    [
      'a job whose field is longer than the frame',
      encodeFrame(REQUEST.spawn, 1, Buffer.from('0100000010000000', 'hex')),
    ],
    ['a job with an unknown field', encodeFrame(REQUEST.spawn, 1, Buffer.from('6300000001000000aa', 'hex'))],
    ['a text without its end', encodeFrame(REQUEST.spawn, 1, Buffer.from('010000000100000041', 'hex'))],
    [
      'a text with two ends',
      encodeFrame(REQUEST.spawn, 1, Buffer.from('01000000030000004100', 'hex').subarray(0, 11)),
    ],
    ['a command for a held job that is none', encodeFrame(REQUEST.start, 1)],
    [
      'a command with a field that is none of its own',
      encodeFrame(REQUEST.start, 1, Buffer.from('0400000002000000' + '6100', 'hex')),
    ],
    [
      'a mount without a target',
      encodeFrame(REQUEST.spawn, 1, Buffer.from('09000000080000000100000000000000', 'hex')),
    ],
  ];
  for (const [what, bytes] of afterGreeting) {
    test(`gives up at ${what}`, async () => {
      await using keeper = new RawKeeper(path);
      await keeper.greet();
      keeper.send(bytes);
      expect(await keeper.until('fatal')).toMatchObject({ what: 'request' });
      expect(await keeper.ended()).toMatchObject({ code: 1, signal: null });
    });
  }

  test('is still there after a signal to a job that is none', async () => {
    await using keeper = new RawKeeper(path);
    await keeper.greet();
    keeper.send(encodeFrame(REQUEST.signal, 4711, numbers(15)));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(keeper.child.exitCode).toBeNull();
  });

  test('gives up on 60 random frames, each in an orderly way', async () => {
    for (let round = 0; round < 60; round += 1) {
      await using keeper = new RawKeeper(path);
      await keeper.greet();
      const payload = randomBytes(round * 7);
      keeper.send(encodeFrame(1 + (round % 5), 1, payload));
      keeper.hangUp();
      expect(await keeper.ended(), payload.toString('hex')).toMatchObject({
        code: 1,
        signal: null,
        errors: '',
      });
    }
  });

  rootTest('runs jobs cut anywhere, or with a byte changed, without harm', async () => {
    const whole = encodeLaunch(launchSpec(0));
    for (let round = 0; round < 80; round += 1) {
      const bytes = Buffer.from(whole);
      const at = (round * 131) % bytes.length;
      if (round % 2 === 0) bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << (round % 8)), at);
      const cut = round % 2 === 0 ? bytes : bytes.subarray(0, (round * 97) % bytes.length);
      await using keeper = new RawKeeper(path);
      await keeper.greet();
      sendJob(keeper, cut);
      keeper.hangUp();
      expect(await keeper.ended(), `round ${round}`).toMatchObject({ code: 1, signal: null, errors: '' });
    }
  });

  rootTest('reports the step, the errno and the layer when a lower is not there', async () => {
    await using keeper = new RawKeeper(path);
    await keeper.greet();
    sendJob(keeper, encodeLaunch({ ...launchSpec(1), mounts: [overlay(1, ['/no/such/lower'])] }));
    expect(await keeper.until('failed')).toMatchObject({
      job: 1,
      step: 'mount-overlay',
      errno: 2,
      detail: 'layer /no/such/lower',
    });
  });

  rootTest('gives up on a held job that has a command already', async () => {
    await using keeper = new RawKeeper(path);
    await keeper.greet();
    const { args, env, cwd, ...jail } = launchSpec(3);
    sendJob(keeper, Buffer.concat([encodeHeld(jail), encodeStart({ args, env, cwd })]));
    expect(await keeper.until('fatal')).toMatchObject({ what: 'request' });
  });

  rootTest('takes a command for a held job once, and passes over one for a job that has ended', async () => {
    await using keeper = new RawKeeper(path);
    await keeper.greet();
    const { args: _args, env, cwd, ...jail } = launchSpec(4);
    sendJob(keeper, encodeHeld(jail));
    await keeper.until('started');
    const start = encodeStart({ args: ['/none'], env, cwd });
    for (let times = 0; times < 3; times += 1) keeper.send(encodeFrame(REQUEST.start, 1, start));
    expect(await keeper.until('failed')).toMatchObject({ job: 1, step: 'exec', errno: 2, detail: '/none' });
    keeper.send(encodeFrame(REQUEST.start, 1, start));
    keeper.hangUp();
    expect(await keeper.ended()).toMatchObject({ code: 1, signal: null, errors: '' });
  });

  rootTest('ends what waits for its command when its runner hangs up', async () => {
    await using keeper = new RawKeeper(path);
    await keeper.greet();
    const { args: _args, env: _env, cwd: _cwd, ...jail } = launchSpec(5);
    sendJob(keeper, encodeHeld(jail));
    await keeper.until('started');
    await new Promise((resolve) => setTimeout(resolve, 150));
    const processes = descendantsOf(keeper.child.pid ?? 0);
    expect(processes).toHaveLength(2); // init, and what waits
    keeper.hangUp();
    await keeper.ended();
    expect(processes.filter((pid) => isRunning(pid))).toEqual([]);
  });

  rootTest('ends every process of a job when its runner hangs up', async () => {
    const probe = await compileProbe();
    await using keeper = new RawKeeper(path);
    await keeper.greet();
    const mounts = [
      overlay(2),
      {
        kind: 'bind',
        target: 'probe' as RawPath,
        source: hostPath(probe),
        isReadOnly: true,
        isRecursive: true,
        isMapped: true,
      } as const,
    ];
    sendJob(keeper, encodeLaunch({ ...launchSpec(2), args: ['/probe', 'sleep-ignoring-term'], mounts }));
    await keeper.until('started');
    await new Promise((resolve) => setTimeout(resolve, 150));
    const processes = descendantsOf(keeper.child.pid ?? 0);
    expect(processes.length).toBeGreaterThanOrEqual(2); // init and the command
    keeper.hangUp();
    await keeper.ended();
    expect(processes.filter((pid) => isRunning(pid))).toEqual([]);
  });

  function overlay(number: number, lowers = [join(scratch.path, 'lower')]) {
    const directory = join(scratch.path, `${path === builds[0]?.path ? 'a' : 'b'}${number}-${Date.now()}`);
    for (const name of ['upper', 'work']) mkdirSync(join(directory, name), { recursive: true });
    const place = {
      at: ROOT_PATH,
      lowers: lowers.map((lower) => hostPath(lower)),
      directory: hostPath(directory),
      stubs: [],
    };
    return kernelDriver.plan(place, { mode: 'root', idMap: ID_MAP });
  }

  function launchSpec(number: number): LaunchSpec {
    const attach = join(scratch.path, 'attach');
    mkdirSync(attach, { recursive: true });
    return {
      args: ['/probe'],
      env: ['A=b'],
      cwd: '/',
      hostname: 'box',
      idMap: ID_MAP,
      user: { uid: 0, gid: 0 },
      attachPoint: attach,
      layerId: FIRST_ID,
      mounts: [overlay(number)],
      network: 'none',
      hasTerminal: false,
      mapsLayers: true,
      layersBy: 'descriptor',
    };
  }
});

const FIRST_ID = 0x70000000;
const ID_MAP = `0 ${FIRST_ID} 65536`;

function sendJob(keeper: RawKeeper, payload: Buffer): void {
  const nothing = openSync('/dev/null', 'r+');
  keeper.send(encodeFrame(REQUEST.spawn, payload.length === 0 ? 9 : 1, payload), [
    nothing,
    nothing,
    nothing,
    nothing,
  ]);
  closeSync(nothing);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

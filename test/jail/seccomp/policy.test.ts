import { constants } from 'node:os';
import { describe, expect, test } from 'vitest';
import { getArchitecture } from '#src/jail/seccomp/architecture.js';
import { ARGUMENT_RULES } from '#src/jail/seccomp/argument-rules.js';
import { compilePlan } from '#src/jail/seccomp/compile.js';
import { buildFilter } from '#src/jail/seccomp/filter.js';
import { GROUPS, namesIn, planDefault } from '#src/jail/seccomp/policy.js';
import { disassemble, verdictName } from './disassemble.js';
import { simulate, verifyProgram } from './simulate.js';

const LAST_CALL = 471;
const { EPERM, ENOSYS } = constants.errno;
const refused = (errno: number): number => 0x50000 + errno;
const ALLOW = 0x7fff0000;
const FOREIGN = { i386: 0x40000003, arm: 0x40000028, riscv64: 0xc00000f3, nothing: 0 };

describe.each(['x64', 'arm64'])('the policy for %s', (arch) => {
  const architecture = getArchitecture(arch);
  const program = compilePlan(planDefault(architecture));
  const numberOf = (name: string): number => architecture.numbers.get(name) ?? Number.NaN;
  const ask = (name: string, ...args: bigint[]): string =>
    verdictName(simulate(program, { arch: architecture.audit, number: numberOf(name), args }));

  test('is a program the kernel takes, in every jump', () => {
    expect(() => verifyProgram(program)).not.toThrow();
    expect(program.length).toBeLessThan(256);
  });

  test('names every call of the architecture exactly once', () => {
    const names = [...GROUPS, ...ARGUMENT_RULES].flatMap(({ calls }) => namesIn(calls));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect([...architecture.numbers.keys()].filter((name) => !names.includes(name))).toEqual([]);
  });

  test('refuses a call that has a number and stands in no group', () => {
    const numbers = new Map([...architecture.numbers, ['brand_new', LAST_CALL]] as const);
    numbers.delete([...architecture.numbers].find(([, one]) => one === LAST_CALL)?.[0] ?? '');
    const filter = compilePlan(planDefault({ ...architecture, numbers }));
    const verdictOf = (asked: number): number =>
      simulate(filter, { arch: architecture.audit, number: asked });
    expect([verdictOf(LAST_CALL), verdictOf(numberOf('getpid'))]).toEqual([refused(EPERM), ALLOW]);
  });

  test('gives every number from 0 to 1000 what the table says', () => {
    const byNumber = new Map([...architecture.numbers].map(([name, number]) => [number, name]));
    const table = new Map(
      GROUPS.flatMap(({ calls, verdict }) => namesIn(calls).map((name) => [name, verdict] as const)),
    );
    const ruled = new Set(ARGUMENT_RULES.flatMap(({ calls }) => namesIn(calls)));
    for (let number = 0; number <= 1_000; number += 1) {
      const name = byNumber.get(number) ?? '';
      if (ruled.has(name)) continue;
      const want = table.get(name) ?? refused(ENOSYS);
      expect([number, name, simulate(program, { arch: architecture.audit, number })]).toEqual([
        number,
        name,
        want,
      ]);
    }
    expect(Math.max(...byNumber.keys())).toBe(LAST_CALL);
  });

  test('knows no number above the last one, nor one with the bit of x32', () => {
    for (const number of [
      LAST_CALL + 1,
      0x3fffffff,
      0x40000000,
      0x40000000 + numberOf('read'),
      0x7fffffff,
      0xffffffff,
    ])
      expect([number, simulate(program, { arch: architecture.audit, number })]).toEqual([
        number,
        refused(ENOSYS),
      ]);
  });

  test.each(Object.entries(FOREIGN))('refuses every number of %s', (_name, audit) => {
    for (let number = 0; number < 512; number += 1)
      expect(simulate(program, { arch: audit, number })).toBe(refused(ENOSYS));
  });

  test('looks at the low half alone where the kernel does', () => {
    for (const high of [0n, 1n << 32n, 0xffffffff00000000n]) {
      expect(ask('ioctl', 0n, high | 0x5412n)).toBe('EPERM');
      expect(ask('ioctl', 0n, high | 0x5401n)).toBe('allow');
      expect(ask('clone', high | 0x10000000n)).toBe('EPERM');
      expect(ask('clone', high | 17n)).toBe('allow');
      expect(ask('socket', high | 40n, 1n, 0n)).toBe('EAFNOSUPPORT');
      expect(ask('socket', high | 1n, 1n, 0n)).toBe('allow');
      expect(ask('personality', high | 0x0040000n)).toBe('EPERM');
      expect(ask('mknodat', 0n, 0n, high | 0x6000n)).toBe('EPERM');
    }
  });

  test.each([0x20000n, 0x2000000n, 0x4000000n, 0x8000000n, 0x10000000n, 0x20000000n, 0x40000000n])(
    'refuses clone with the namespace flag %i among others',
    (flag) => {
      expect(ask('clone', flag | 0x1200011n)).toBe('EPERM');
      expect(ask('clone', 0x3d0f00n)).toBe('allow');
    },
  );

  test('lets through few kinds of sockets', () => {
    const [stream, datagram, raw, packet] = [1n, 2n, 3n, 10n];
    const table: Array<[string, bigint[]]> = [
      ['allow', [1n, stream, 0n]],
      ['allow', [1n, 5n, 0n]],
      ['allow', [2n, stream | 0x80800n, 0n]],
      ['allow', [10n, stream, 6n]],
      ['allow', [2n, datagram, 17n]],
      ['allow', [10n, datagram, 58n]],
      ['allow', [2n, datagram, 1n]],
      ['allow', [16n, raw, 0n]],
      ['EPROTONOSUPPORT', [16n, raw, 6n]],
      ['EPROTONOSUPPORT', [16n, raw, 9n]],
      ['EPROTONOSUPPORT', [16n, raw, 12n]],
      ['EPROTONOSUPPORT', [2n, stream, 262n]],
      ['EPROTONOSUPPORT', [2n, stream, 132n]],
      ['EPROTONOSUPPORT', [2n, 5n, 132n]],
      ['EPROTONOSUPPORT', [2n, packet, 0n]],
      ['EPERM', [2n, raw, 255n]],
      ['EPERM', [10n, raw | 0x80000n, 58n]],
    ];
    for (const [want, args] of table) expect([args, ask('socket', ...args)]).toEqual([args, want]);
    const others = Array.from({ length: 64 }, (_, family) => family).filter(
      (family) => ![1, 2, 10, 16].includes(family),
    );
    for (const family of others)
      expect([family, ask('socket', BigInt(family), 3n, 0n)]).toEqual([family, 'EAFNOSUPPORT']);
    expect(ask('socketpair', 1n, 1n, 0n)).toBe('allow');
    expect(ask('socketpair', 30n, 1n, 0n)).toBe('EAFNOSUPPORT');
  });

  test.each([
    0x5412n,
    0x541cn,
    0x541dn,
    0x5423n,
    0x40086602n,
    0x40046602n,
    0x401c5820n,
    0x40806685n,
    0x800c6613n,
  ])('refuses ioctl %i and not its neighbours', (request) => {
    expect(ask('ioctl', 0n, request)).toBe('EPERM');
    expect(ask('ioctl', 0n, request ^ 0x40n)).toBe('allow');
    expect(ask('ioctl', request, 0n)).toBe('allow');
  });

  test('lets nodes be made that are no devices', () => {
    const modes = {
      0o100644: 'allow',
      0o10644: 'allow',
      0o140644: 'allow',
      0o644: 'allow',
      0o20644: 'EPERM',
      0o60644: 'EPERM',
    };
    for (const [mode, want] of Object.entries(modes)) {
      expect([mode, ask('mknodat', 0n, 0n, BigInt(mode))]).toEqual([mode, want]);
      if (arch === 'x64') expect([mode, ask('mknod', 0n, BigInt(mode))]).toEqual([mode, want]);
    }
  });

  test('knows one personality, and lets it be asked for', () => {
    expect([0n, 0xffffffffn, 0x40000n, 0x400000n, 8n].map((persona) => ask('personality', persona))).toEqual([
      'allow',
      'allow',
      'EPERM',
      'EPERM',
      'EPERM',
    ]);
  });

  test('names three calls for the keeper to try, each refused', () => {
    const { checks } = buildFilter(planDefault(architecture), { fitsInit: true });
    expect(checks).toEqual(
      ['unshare', 'mount', 'keyctl'].map((name) => ({ number: numberOf(name), errno: EPERM })),
    );
  });

  test('compiles to the same instructions as ever', async () => {
    await expect(`${disassemble(program)}\n`).toMatchFileSnapshot(`snapshots/${architecture.name}.txt`);
  });

  test('reads no argument on the way to a plain answer, so that the kernel can cache what it allows', () => {
    const plain = GROUPS.flatMap(({ calls, verdict }) => (verdict === ALLOW ? namesIn(calls) : []));
    const blind = (number: number): number =>
      simulate(
        program.map((one) => (one.code === 0x20 && one.value >= 16 ? { ...one, code: 0x06, value: 1 } : one)),
        {
          arch: architecture.audit,
          number,
        },
      );
    const numbers = plain.flatMap((name) => architecture.numbers.get(name) ?? []);
    expect(numbers.filter((number) => blind(number) !== ALLOW)).toEqual([]);
  });
});

test('a processor without a table is named, with what can be done', () => {
  expect(() => getArchitecture('mips')).toThrow(
    expect.objectContaining({ code: 'LAYOVER_UNSUPPORTED', hint: expect.stringMatching('--seccomp off') }),
  );
});

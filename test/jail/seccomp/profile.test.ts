import { describe, expect, test } from 'vitest';
import { getArchitecture } from '#src/jail/seccomp/architecture.js';
import { compilePlan } from '#src/jail/seccomp/compile.js';
import { buildFilter } from '#src/jail/seccomp/filter.js';
import type { ArgumentTest } from '#src/jail/seccomp/plan.js';
import { type ProfileContext, readSeccompProfile } from '#src/jail/seccomp/profile.js';
import { verdictName } from './disassemble.js';
import { simulate, verifyProgram } from './simulate.js';

const architecture = getArchitecture('x64');
const CONTEXT: ProfileContext = { architecture, capabilities: ['CHOWN', 'KILL'], kernel: '6.1.0-12-amd64' };

type Ask = (name: string, ...args: Array<bigint | number>) => string;

async function load(profile: unknown, context: Partial<ProfileContext> = {}): Promise<Ask> {
  const plan = await readSeccompProfile(JSON.stringify(profile), { ...CONTEXT, ...context });
  const program = compilePlan(plan);
  verifyProgram(program);
  return (name, ...args) =>
    verdictName(
      simulate(program, {
        arch: plan.architecture.audit,
        number: plan.architecture.numbers.get(name) ?? Number(name),
        args: args.map(BigInt),
      }),
    );
}

/** Shaped like an engine's own, with every kind of entry. */
const SAMPLE = {
  defaultAction: 'SCMP_ACT_ERRNO',
  defaultErrnoRet: 38,
  archMap: [{ architecture: 'SCMP_ARCH_X86_64', subArchitectures: ['SCMP_ARCH_X86', 'SCMP_ARCH_X32'] }],
  syscalls: [
    {
      names: ['read', 'write', 'exit_group', 'no_such_call', 'ptrace'],
      action: 'SCMP_ACT_ALLOW',
      args: null,
    },
    { names: ['personality'], action: 'SCMP_ACT_ALLOW', args: [{ index: 0, value: 0, op: 'SCMP_CMP_EQ' }] },
    { names: ['personality'], action: 'SCMP_ACT_ALLOW', args: [{ index: 0, value: 8, op: 'SCMP_CMP_EQ' }] },
    {
      names: ['clone'],
      action: 'SCMP_ACT_ALLOW',
      args: [{ index: 0, value: 0x7e020000, valueTwo: 0, op: 'SCMP_CMP_MASKED_EQ' }],
      excludes: { caps: ['CAP_SYS_ADMIN'], arches: ['s390', 's390x'] },
    },
    { names: ['clone3'], action: 'SCMP_ACT_ERRNO', errnoRet: 38, excludes: { caps: ['CAP_SYS_ADMIN'] } },
    { names: ['mount', 'clone'], action: 'SCMP_ACT_ALLOW', includes: { caps: ['CAP_SYS_ADMIN'] } },
    { names: ['chown'], action: 'SCMP_ACT_ALLOW', includes: { caps: ['CAP_CHOWN'] } },
    { names: ['arch_prctl'], action: 'SCMP_ACT_ALLOW', includes: { arches: ['amd64', 'x32'] } },
    { names: ['sync_file_range2'], action: 'SCMP_ACT_ALLOW', includes: { arches: ['arm64'] } },
    { names: ['openat2'], action: 'SCMP_ACT_ALLOW', includes: { minKernel: '6.1' } },
    { names: ['futex_waitv'], action: 'SCMP_ACT_ALLOW', includes: { minKernel: '6.2' } },
    { names: ['kill'], action: 'SCMP_ACT_KILL_PROCESS' },
    { names: ['acct'], action: 'SCMP_ACT_ERRNO', errnoRet: 1, errno: 'EPERM' },
    {
      names: ['socket'],
      action: 'SCMP_ACT_ERRNO',
      errnoRet: 22,
      args: [
        { index: 0, value: 16, op: 'SCMP_CMP_EQ' },
        { index: 2, value: 9, op: 'SCMP_CMP_EQ' },
      ],
    },
    { names: ['socket'], action: 'SCMP_ACT_ALLOW', args: [{ index: 2, value: 9, op: 'SCMP_CMP_NE' }] },
    {
      names: ['dup'],
      action: 'SCMP_ACT_ALLOW',
      args: [
        { index: 0, value: 1, op: 'SCMP_CMP_EQ' },
        { index: 0, value: 2, op: 'SCMP_CMP_EQ' },
      ],
    },
    { name: 'getpid', action: 'SCMP_ACT_LOG' },
  ],
};

describe('a profile of a container engine', () => {
  test('gives its default to what it does not name, and no number without a name', async () => {
    const ask = await load({ ...SAMPLE, defaultErrnoRet: 13 });
    expect([ask('read'), ask('bpf'), ask('400'), ask('700')]).toEqual([
      'allow',
      'EACCES',
      'ENOSYS',
      'ENOSYS',
    ]);
  });

  test('is judged for the capabilities, the architecture and the kernel at hand', async () => {
    const ask = await load(SAMPLE);
    expect(ask('clone', 17)).toBe('allow');
    expect(ask('clone', 0x10000000)).toBe('ENOSYS');
    expect(['mount', 'chown', 'arch_prctl', 'openat2', 'futex_waitv'].map((name) => ask(name))).toEqual([
      'ENOSYS',
      'allow',
      'allow',
      'allow',
      'ENOSYS',
    ]);
  });

  test('is read anew for more capabilities and a newer kernel', async () => {
    const ask = await load(SAMPLE, { capabilities: ['SYS_ADMIN'], kernel: '7.0.3' });
    expect(ask('clone', 0x10000000)).toBe('allow');
    expect(['mount', 'chown', 'futex_waitv'].map((name) => ask(name))).toEqual(['allow', 'ENOSYS', 'allow']);
  });

  test('has several entries for a call as alternatives', async () => {
    const ask = await load(SAMPLE);
    expect([0, 8, 9, 2n ** 32n].map((persona) => ask('personality', persona))).toEqual([
      'allow',
      'allow',
      'ENOSYS',
      'ENOSYS',
    ]);
  });

  test('has all conditions of an entry hold at once, unless they are about one argument', async () => {
    const ask = await load(SAMPLE);
    expect(ask('socket', 16, 3, 9)).toBe('EINVAL');
    expect(ask('socket', 2, 1, 6)).toBe('allow');
    expect(ask('socket', 2, 1, 9)).toBe('ENOSYS');
    expect([0, 1, 2, 3].map((fd) => ask('dup', fd))).toEqual(['ENOSYS', 'allow', 'allow', 'ENOSYS']);
  });

  test('may kill, log, and name one call in the old way', async () => {
    const ask = await load(SAMPLE);
    expect([ask('kill'), ask('getpid'), ask('acct')]).toEqual(['0x80000000', '0x7ffc0000', 'EPERM']);
  });

  test('lets an entry without conditions stand for those with', async () => {
    const ask = await load({
      defaultAction: 'SCMP_ACT_ERRNO',
      syscalls: [
        { names: ['dup'], action: 'SCMP_ACT_KILL', args: [{ index: 0, value: 1, op: 'SCMP_CMP_EQ' }] },
        { names: ['dup'], action: 'SCMP_ACT_ALLOW' },
      ],
    });
    expect(ask('dup', 1)).toBe('allow');
  });

  test('may be a list of what is refused', async () => {
    const ask = await load({
      defaultAction: 'SCMP_ACT_ALLOW',
      syscalls: [{ names: ['mount'], action: 'SCMP_ACT_ERRNO' }],
    });
    expect([ask('bpf'), ask('mount'), ask('900')]).toEqual(['allow', 'EPERM', 'ENOSYS']);
  });

  test('is tried by the keeper only with what it refuses itself', async () => {
    const plan = await readSeccompProfile(
      JSON.stringify({ defaultAction: 'SCMP_ACT_ALLOW', syscalls: [] }),
      CONTEXT,
    );
    expect(buildFilter(plan, { fitsInit: false }).checks).toEqual([]);
  });

  const problems: Array<[string, string, RegExp]> = [
    ['no JSON', '{', /not JSON/],
    ['no default', '{"syscalls": []}', /defaultAction/],
    ['an unknown action', '{"defaultAction": "SCMP_ACT_PRAY"}', /SCMP_ACT_PRAY/],
    ['a supervisor', '{"defaultAction": "SCMP_ACT_NOTIFY"}', /SCMP_ACT_NOTIFY needs a supervisor/],
    [
      'a seventh argument',
      JSON.stringify({
        defaultAction: 'SCMP_ACT_ALLOW',
        syscalls: [
          { names: ['dup'], action: 'SCMP_ACT_KILL', args: [{ index: 6, value: 0, op: 'SCMP_CMP_EQ' }] },
        ],
      }),
      /syscalls\.0\.args\.0\.index/,
    ],
    [
      'a number JSON cannot hold',
      '{"defaultAction": "SCMP_ACT_ALLOW", "syscalls": [{"names": ["dup"], "action": "SCMP_ACT_KILL", "args": [{"index": 0, "value": 18446744073709551615, "op": "SCMP_CMP_EQ"}]}]}',
      /syscalls\.0\.args\.0\.value/,
    ],
    ['an unknown errno', '{"defaultAction": "SCMP_ACT_ERRNO", "defaultErrno": "EWHAT"}', /EWHAT/],
  ];
  test.each(problems)('with %s is refused, and the message says where', async (_name, text, message) => {
    await expect(readSeccompProfile(text, CONTEXT)).rejects.toMatchObject({
      code: 'LAYOVER_DEFINITION',
      message: expect.stringMatching(message),
    });
  });
});

describe('comparisons of 64 bits', () => {
  const INTERESTING = [
    0n,
    1n,
    0x7fffffffn,
    0x80000000n,
    0xffffffffn,
    2n ** 32n,
    2n ** 32n + 1n,
    2n ** 53n - 1n,
    2n ** 63n,
    2n ** 64n - 1n,
  ];
  const MEANING = {
    equal: (a: bigint, b: bigint) => a === b,
    'not-equal': (a: bigint, b: bigint) => a !== b,
    less: (a: bigint, b: bigint) => a < b,
    'less-or-equal': (a: bigint, b: bigint) => a <= b,
    greater: (a: bigint, b: bigint) => a > b,
    'greater-or-equal': (a: bigint, b: bigint) => a >= b,
  } as const;

  const verdict = (test: ArgumentTest, value: bigint): boolean => {
    const calls = new Map([['dup', { rules: [{ when: [test], verdict: 0x7fff0000 }], otherwise: 0x50001 }]]);
    const program = compilePlan({ architecture, calls, unnamed: 0x50001 });
    const args = [0n, 0n, 0n, value];
    return (
      simulate(program, { arch: architecture.audit, number: architecture.numbers.get('dup') ?? -1, args }) ===
      0x7fff0000
    );
  };

  test.each(Object.entries(MEANING))('hold for %s as for numbers', (operator, isTrue) => {
    for (const value of INTERESTING)
      for (const seen of INTERESTING) {
        const test = {
          kind: 'compare',
          argument: 3,
          operator: operator as keyof typeof MEANING,
          value,
        } as const;
        expect([seen, operator, value, verdict(test, seen)]).toEqual([
          seen,
          operator,
          value,
          isTrue(seen, value),
        ]);
      }
  });

  test('hold under a mask', () => {
    for (const mask of INTERESTING)
      for (const seen of INTERESTING) {
        const value = mask & 0x1_0000_0001n;
        expect(verdict({ kind: 'masked', argument: 3, mask, value }, seen)).toBe((seen & mask) === value);
      }
  });
});

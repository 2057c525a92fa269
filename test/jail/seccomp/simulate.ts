import {
  CODE,
  INSTRUCTIONS_MAX,
  type Instruction,
  OFFSET_ARCH,
  OFFSET_NUMBER,
} from '#src/jail/seccomp/bpf.js';

/** `struct seccomp_data`, without the instruction pointer, which no filter of ours reads. */
export interface CallData {
  readonly arch: number;
  readonly number: number;
  readonly args?: readonly bigint[];
}

/** What the kernel checks before it takes a program (net/core/filter.c, seccomp.c), written down anew. */
export function verifyProgram(program: readonly Instruction[]): void {
  if (program.length === 0 || program.length > INSTRUCTIONS_MAX)
    throw new Error(`${program.length} instructions`);
  for (const [index, { code, yes, no, value }] of program.entries()) {
    const targets = code === CODE.skip ? [value] : [yes, no];
    const isFlat = code === CODE.load || code === CODE.and || code === CODE.answer;
    if (!Object.values(CODE).includes(code as never)) throw new Error(`${index}: code ${code}`);
    if (isFlat ? yes !== 0 || no !== 0 : targets.some((skip) => index + 1 + skip >= program.length)) {
      throw new Error(`${index}: a jump out of the program`);
    }
    if ([...targets, value].some((number) => !Number.isInteger(number) || number < 0))
      throw new Error(`${index}: ${value}`);
    if (yes > 255 || no > 255) throw new Error(`${index}: a jump of more than 255`);
    if (code === CODE.load && (value % 4 !== 0 || value > 60))
      throw new Error(`${index}: a load at ${value}`);
  }
  if (program.at(-1)?.code !== CODE.answer) throw new Error('the program runs off its end');
}

/** The verdict of a program, by running it. */
export function simulate(program: readonly Instruction[], data: CallData): number {
  let accumulator = 0;
  for (let at = 0; at < program.length; at += 1) {
    const { code, yes, no, value } = program[at] ?? { code: -1, yes: 0, no: 0, value: 0 };
    if (code === CODE.answer) return value;
    if (code === CODE.load) accumulator = loadWord(data, value);
    else if (code === CODE.and) accumulator = (accumulator & value) >>> 0;
    else if (code === CODE.skip) at += value;
    else at += holds(code, accumulator, value) ? yes : no;
  }
  throw new Error('the program ran off its end');
}

function holds(code: number, accumulator: number, value: number): boolean {
  if (code === CODE.equal) return accumulator === value;
  if (code === CODE.greater) return accumulator > value;
  if (code === CODE.greaterOrEqual) return accumulator >= value;
  throw new Error(`code ${code}`);
}

function loadWord({ arch, number, args = [] }: CallData, offset: number): number {
  if (offset === OFFSET_NUMBER) return number;
  if (offset === OFFSET_ARCH) return arch;
  const argument = BigInt.asUintN(64, args[(offset - 16) >> 3] ?? 0n);
  return Number(offset % 8 === 0 ? argument & 0xffffffffn : argument >> 32n);
}

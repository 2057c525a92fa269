import { errnoName } from '#src/jail/keeper-errors.js';
import { CODE, type Instruction, OFFSET_ARCH, OFFSET_NUMBER } from '#src/jail/seccomp/bpf.js';
import { ALLOW, findErrno } from '#src/jail/seccomp/plan.js';

/** One line per instruction; jumps by the number of the line they lead to. */
export function disassemble(program: readonly Instruction[]): string {
  return program
    .map((instruction, index) => `${String(index).padStart(3)}  ${lineOf(instruction, index)}`)
    .join('\n');
}

function lineOf({ code, yes, no, value }: Instruction, index: number): string {
  const next = index + 1;
  if (code === CODE.load) return `load ${wordName(value)}`;
  if (code === CODE.and) return `and ${hex(value)}`;
  if (code === CODE.answer) return `answer ${verdictName(value)}`;
  if (code === CODE.skip) return `go ${next + value}`;
  const [sign] = Object.entries({ '==': CODE.equal, '>': CODE.greater, '>=': CODE.greaterOrEqual }).find(
    ([, one]) => one === code,
  ) ?? ['?'];
  return `if ${sign} ${value > 0xffff ? hex(value) : value} go ${next + yes} else ${next + no}`;
}

function wordName(offset: number): string {
  if (offset === OFFSET_NUMBER) return 'number';
  if (offset === OFFSET_ARCH) return 'arch';
  return `argument ${(offset - 16) >> 3} ${offset % 8 === 0 ? 'low' : 'high'}`;
}

export function verdictName(verdict: number): string {
  const errno = findErrno(verdict);
  if (errno !== undefined) return errnoName(errno);
  return verdict === ALLOW ? 'allow' : hex(verdict);
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}

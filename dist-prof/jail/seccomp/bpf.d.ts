/** Classic BPF as seccomp(2) runs it: `struct sock_filter` and the offsets of `struct seccomp_data`. */
export interface Instruction {
  readonly code: number;
  /** How many instructions to skip where the comparison holds, and where it does not: 255 at most. */
  readonly yes: number;
  readonly no: number;
  readonly value: number;
}
export declare const CODE: {
  readonly load: 32;
  readonly and: 84;
  readonly skip: 5;
  readonly equal: 21;
  readonly greater: 37;
  readonly greaterOrEqual: 53;
  readonly answer: 6;
};
/** The most a filter holds (BPF_MAXINSNS). */
export declare const INSTRUCTIONS_MAX = 4096;
export declare const SKIP_MAX = 255;
export declare const OFFSET_NUMBER = 0;
export declare const OFFSET_ARCH = 4;
export declare function lowHalf(argument: number): number;
export declare function highHalf(argument: number): number;
/** The pair: how many to skip where a comparison holds, and where it does not. */
export declare function instruction(
  code: number,
  value: number,
  [yes, no]?: readonly [yes: number, no: number],
): Instruction;
/** As the kernel takes it: u16 code, u8 jt, u8 jf, u32 k. */
export declare function encodeProgram(program: readonly Instruction[]): Buffer;

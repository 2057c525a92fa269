/** Classic BPF as seccomp(2) runs it: `struct sock_filter` and the offsets of `struct seccomp_data`. */
export const CODE = {
  load: 0x20, // BPF_LD | BPF_W | BPF_ABS
  and: 0x54, // BPF_ALU | BPF_AND | BPF_K
  skip: 0x05, // BPF_JMP | BPF_JA
  equal: 0x15,
  greater: 0x25,
  greaterOrEqual: 0x35,
  answer: 0x06, // BPF_RET | BPF_K
};
/** The most a filter holds (BPF_MAXINSNS). */
export const INSTRUCTIONS_MAX = 4096;
export const SKIP_MAX = 255;
export const OFFSET_NUMBER = 0;
export const OFFSET_ARCH = 4;
export function lowHalf(argument) {
  return 16 + 8 * argument;
}
export function highHalf(argument) {
  return lowHalf(argument) + 4;
}
/** The pair: how many to skip where a comparison holds, and where it does not. */
export function instruction(code, value, [yes, no] = [0, 0]) {
  return { code, yes, no, value: value >>> 0 };
}
/** As the kernel takes it: u16 code, u8 jt, u8 jf, u32 k. */
export function encodeProgram(program) {
  const bytes = Buffer.alloc(program.length * 8);
  for (const [index, { code, yes, no, value }] of program.entries()) {
    bytes.writeUInt16LE(code, index * 8);
    bytes.writeUInt8(yes, index * 8 + 2);
    bytes.writeUInt8(no, index * 8 + 3);
    bytes.writeUInt32LE(value, index * 8 + 4);
  }
  return bytes;
}
//# sourceMappingURL=bpf.js.map

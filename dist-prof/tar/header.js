/** A tar is a row of these. */
export const BLOCK_BYTES = 512;
const TYPE_FLAGS = {
  file: '0',
  link: '1',
  symlink: '2',
  character: '3',
  block: '4',
  directory: '5',
  fifo: '6',
  pax: 'x',
};
export const NAME_BYTES = 100;
const PREFIX_BYTES = 155;
/** The largest number an octal field of `digits` holds. */
export const maxOctal = (digits) => 8 ** digits - 1;
export const ID_DIGITS = 7;
export const SIZE_DIGITS = 11;
/** Writes the ustar header of a member into zeros, one block at `at`. A number that does not fit is written as 0. */
export function writeHeader(out, at, member) {
  const block = out.subarray(at, at + BLOCK_BYTES);
  const { name, prefix } = splitName(member.path) ?? { name: member.path.slice(0, NAME_BYTES), prefix: '' };
  writeText(block, 0, name);
  writeOctal(block, { at: 100, digits: 7 }, member.mode);
  writeOctal(block, { at: 108, digits: ID_DIGITS }, member.uid);
  writeOctal(block, { at: 116, digits: ID_DIGITS }, member.gid);
  writeOctal(block, { at: 124, digits: SIZE_DIGITS }, member.size);
  writeOctal(block, { at: 136, digits: SIZE_DIGITS }, member.mtimeSeconds);
  writeText(block, 156, TYPE_FLAGS[member.type]);
  writeText(block, 157, (member.linkPath ?? '').slice(0, NAME_BYTES));
  writeText(block, 257, 'ustar\0' + '00');
  writeOctal(block, { at: 329, digits: 7 }, member.device?.major ?? 0);
  writeOctal(block, { at: 337, digits: 7 }, member.device?.minor ?? 0);
  writeText(block, 345, prefix);
  writeChecksum(block);
}
/** The path cut at a slash to fit the two fields of ustar, or undefined where no cut does. */
export function splitName(path) {
  if (path.length <= NAME_BYTES) return { name: path, prefix: '' };
  // The earliest slash that leaves a short enough name; one at the very end would leave none.
  const cut = path.indexOf('/', path.length - NAME_BYTES - 1);
  if (cut <= 0 || cut > PREFIX_BYTES || cut === path.length - 1) return undefined;
  return { name: path.slice(cut + 1), prefix: path.slice(0, cut) };
}
/** The zeros between the end of `size` bytes and the next block. */
export function paddingOf(size) {
  return (BLOCK_BYTES - (size % BLOCK_BYTES)) % BLOCK_BYTES;
}
function writeText(block, at, text) {
  if (text !== '') block.write(text, at, 'latin1');
}
const ZERO_DIGIT = 0x30;
/** Digit by digit: a member has seven such fields, and a tree a hundred thousand members. */
function writeOctal(block, { at, digits }, value) {
  let rest = value >= 0 && value <= maxOctal(digits) ? value : 0;
  for (let place = at + digits - 1; place >= at; place -= 1) {
    block[place] = ZERO_DIGIT + (rest % 8);
    rest = Math.floor(rest / 8);
  }
}
/** The sum counts its own field as spaces. */
function writeChecksum(block) {
  let sum = 8 * 0x20;
  for (let at = 0; at < BLOCK_BYTES; at += 1) sum += block[at] ?? 0;
  writeOctal(block, { at: 148, digits: 6 }, sum);
  block[155] = 0x20;
}
//# sourceMappingURL=header.js.map

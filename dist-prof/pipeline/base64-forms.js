/** How a text looks in base64, wherever it stands in what was encoded: `user:TOKEN` hides TOKEN from who looks for it alone. */
/** Pieces that are shorter are found by chance. */
const SHORTEST = 8;
/** Where common tools begin a new line. */
const LINE_LENGTHS = [76, 64];
export function base64Forms(text) {
  const bytes = Buffer.from(text);
  const inside = [0, 1, 2].map((before) => encodedInside(bytes, before));
  const whole = [bytes, Buffer.concat([bytes, Buffer.from('\n')])].map((one) => one.toString('base64'));
  const lines = LINE_LENGTHS.flatMap((length) => whole.flatMap((one) => linesOf(one, length)));
  const forms = [...whole, ...inside, ...lines].filter((form) => form.length >= SHORTEST);
  return [...new Set(forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]))];
}
/** The digits that follow from the text alone, with so many bytes of a group before it. */
function encodedInside(bytes, before) {
  const skipped = before === 0 ? 0 : 3 - before;
  const groups = Math.floor((bytes.length - skipped) / 3);
  return groups <= 0 ? '' : bytes.subarray(skipped, skipped + groups * 3).toString('base64');
}
function linesOf(encoded, length) {
  const lines = [];
  for (let at = 0; at < encoded.length; at += length) lines.push(encoded.slice(at, at + length));
  return lines.length > 1 ? lines : [];
}
//# sourceMappingURL=base64-forms.js.map

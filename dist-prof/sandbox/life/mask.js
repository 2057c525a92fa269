/** Keeping texts out of what is printed: each is replaced, wherever pieces of output are cut. */
const MASK = Buffer.from('***');
/** What comes in with every one of `texts` replaced. Only what could be the beginning of one is held back. */
export async function* masked(from, texts) {
  const needles = texts.map((text) => Buffer.from(text)).sort((left, right) => right.length - left.length);
  let held = Buffer.alloc(0);
  for await (const chunk of from) {
    const { done, rest } = replaceAll(Buffer.concat([held, chunk]), needles);
    if (done.length > 0) yield done;
    held = rest;
  }
  if (held.length > 0) yield held;
}
function replaceAll(bytes, needles) {
  const pieces = [];
  let at = 0;
  for (let next = firstOf(bytes, needles, at); next; next = firstOf(bytes, needles, at)) {
    pieces.push(bytes.subarray(at, next.start), MASK);
    at = next.end;
  }
  const cut = Math.max(at, bytes.length - heldBack(bytes.subarray(at), needles));
  return {
    done: Buffer.concat([...pieces, bytes.subarray(at, cut)]),
    rest: Buffer.from(bytes.subarray(cut)),
  };
}
/** The earliest; of two at one place the longest. */
function firstOf(bytes, needles, from) {
  const found = needles.flatMap((needle) => {
    const start = bytes.indexOf(needle, from);
    return start < 0 ? [] : [{ start, end: start + needle.length }];
  });
  return found.sort((left, right) => left.start - right.start || right.end - left.end)[0];
}
/** How many bytes at the end are the beginning of a needle. */
function heldBack(bytes, needles) {
  const longest = Math.min(bytes.length, Math.max(0, ...needles.map(({ length }) => length - 1)));
  for (let length = longest; length > 0; length -= 1) {
    const end = bytes.subarray(bytes.length - length);
    if (needles.some((needle) => needle.length > length && needle.subarray(0, length).equals(end)))
      return length;
  }
  return 0;
}
//# sourceMappingURL=mask.js.map

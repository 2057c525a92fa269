/**
 * JSON of names and other things that somebody else chose. Its strings may hold what a terminal obeys or shows in
 * another order: C1 controls, DEL, marks of direction; these are escaped as well, so any reader gets the same value.
 */
export function jsonText(value, indent) {
  return JSON.stringify(value, undefined, indent).replace(RISKY, escapeUnits);
}
// JSON.stringify escapes what lies below U+0020, and halves of characters.
const RISKY = /[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}]/gu;
function escapeUnits(char) {
  return [...Array(char.length).keys()]
    .map((at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`)
    .join('');
}
//# sourceMappingURL=json-text.js.map

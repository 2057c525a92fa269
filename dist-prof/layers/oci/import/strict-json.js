/** JSON that means one thing to every reader: no key twice in an object, and not nested without end. */
import { LayoverError } from '../../../base/errors.js';

const DEPTH_MAX = 32;
/** Throws LAYOVER_IMAGE_INVALID. What is no JSON at all is the parser's to find. */
export function checkJson(bytes, where) {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  if (!isJson(text)) return;
  const open = [];
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === '{' || token === '[') open.push(token === '{' ? new Set() : undefined);
    else if (token === '}' || token === ']') open.pop();
    else checkKey(open.at(-1), token, where);
    if (open.length > DEPTH_MAX) throw invalidJson(where, `is nested more than ${DEPTH_MAX} deep`);
  }
}
// Of text that is none, the search below could take the square of its length.
function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
/** Brackets, and strings with the colon behind them that makes a key of one. */
const TOKENS = /[{}[\]]|"(?:[^"\\]|\\.)*"(?:\s*:)?/g;
function checkKey(keys, token, where) {
  if (keys === undefined || !token.endsWith(':')) return;
  const key = parseKey(token.slice(0, token.lastIndexOf('"') + 1));
  if (FORBIDDEN.includes(key)) throw invalidJson(where, `has the key ${key}`);
  if (keys.has(key)) throw invalidJson(where, `has the key ${JSON.stringify(key)} twice in one object`);
  keys.add(key);
}
/** What a program that copies objects carelessly could trip over. */
const FORBIDDEN = ['__proto__'];
function parseKey(text) {
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}
function invalidJson(where, problem) {
  return new LayoverError('LAYOVER_IMAGE_INVALID', `${where} ${problem}`);
}
//# sourceMappingURL=strict-json.js.map

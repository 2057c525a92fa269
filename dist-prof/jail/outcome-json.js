/** Outcomes as JSON: what a worker returned or threw may hold what JSON has no word for. */
import { isDeepStrictEqual } from 'node:util';
import { deserialize, serialize } from 'node:v8';
/** A readable form; what JSON cannot hold is described: a Map as pairs, bytes in base64, a bigint in decimals. */
export function outcomeToJson(outcome) {
  return outcome.kind === 'returned' || outcome.kind === 'threw' ? toJson(outcome) : outcome;
}
export function storeOutcome(outcome) {
  const readable = outcomeToJson(outcome);
  if (readable === outcome || isDeepStrictEqual(JSON.parse(JSON.stringify(readable)), outcome))
    return readable;
  return { ...readable, exact: serialize(outcome).toString('base64') };
}
export function readOutcome({ exact, ...outcome }) {
  return exact === undefined ? outcome : deserialize(Buffer.from(exact, 'base64'));
}
function toJson(value, above = []) {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (above.includes(value)) return '[circular]';
  const inside = [...above, value];
  const plain = plainOf(value);
  if (typeof plain !== 'object' || plain === null) return plain;
  if (Array.isArray(plain)) return plain.map((one) => toJson(one, inside));
  return Object.fromEntries(Object.entries(plain).map(([key, one]) => [key, toJson(one, inside)]));
}
function plainOf(value) {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof Map || value instanceof Set) return [...value];
  if (value instanceof RegExp) return String(value);
  if (value instanceof Error) return { name: value.name, message: value.message };
  if (value instanceof ArrayBuffer) return Buffer.from(value).toString('base64');
  if (ArrayBuffer.isView(value))
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  return value;
}
//# sourceMappingURL=outcome-json.js.map

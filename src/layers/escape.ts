/** Bytes as printable ASCII without a space, one way only: what is not printable, `%` and `=` are `%XX`. */
import type { RawPath } from '../base/bytes-path.js';

const PLAIN = /^[!-$&-<>-~]*$/;
const UNSAFE = /[^!-$&-<>-~]/g;

export function escapeRaw(raw: string): string {
  if (PLAIN.test(raw)) return raw;
  return raw.replace(UNSAFE, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

/** The other way. What is not the escaped form of anything comes out as something whose form differs. */
export function unescapeRaw(text: string): RawPath {
  if (!text.includes('%')) return text as RawPath;
  return text.replace(/%([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  ) as RawPath;
}

const PLAIN = /^[!-$&-<>-~]*$/;
const UNSAFE = /[^!-$&-<>-~]/g;
export function escapeRaw(raw) {
  if (PLAIN.test(raw)) return raw;
  return raw.replace(UNSAFE, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}
/** The other way. What is not the escaped form of anything comes out as something whose form differs. */
export function unescapeRaw(text) {
  if (!text.includes('%')) return text;
  return text.replace(/%([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}
//# sourceMappingURL=escape.js.map

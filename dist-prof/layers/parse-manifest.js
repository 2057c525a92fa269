/** Reading manifests: strictly, so that one tree has one manifest. */
import { compareRaw, componentsOf, quoteRaw, ROOT_PATH, splitRaw } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import { unescapeRaw } from './escape.js';
import { encodeManifest, MANIFEST_VERSION_LINE, TYPE_LETTERS } from './manifest.js';
/** The entries of a manifest. Anything that `encodeManifest` would not have written is `LAYOVER_LAYER_DAMAGED`. */
export function parseManifest(bytes) {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [version, ...lines] = whole.toString('latin1').split('\n');
  if (version !== MANIFEST_VERSION_LINE) {
    throw damaged(`it begins with ${JSON.stringify(version?.slice(0, 40))}, not ${MANIFEST_VERSION_LINE}`);
  }
  if (lines.pop() !== '') throw damaged('it does not end with a line end');
  const entries = lines.map(parseLine);
  checkStructure(entries);
  // Whatever else can be written in two ways is caught here.
  if (!encodeManifest(entries).equals(whole)) throw damaged('it is not in its canonical form');
  return entries;
}
const TYPES = new Map([
  ...Object.entries(TYPE_LETTERS).map(([type, letter]) => [letter, type]),
  ['o', 'directory'],
]);
function parseLine(line, index) {
  const [letter = '', encoded = '', ...fields] = line.split(' ');
  const path = encoded === '.' ? ROOT_PATH : unescapeRaw(encoded);
  const where = `line ${index + 2}`;
  const [first = ''] = fields;
  if (letter === '-' && fields.length === 0) return { kind: 'deleted', path };
  if (letter === 'h' && fields.length === 1) return { kind: 'link', path, to: unescapeRaw(first) };
  const type = TYPES.get(letter);
  if (type === undefined) throw damaged(`${where} is no entry: ${JSON.stringify(line.slice(0, 80))}`);
  return { kind: 'object', path, ...parseObject(type, fields, where), ...flagsOf(letter) };
}
function flagsOf(letter) {
  return letter === 'o' ? { isOpaque: true } : {};
}
function parseObject(type, [mode, uid, gid, mtime, ...rest], where) {
  const content = parseContent(type, rest, where);
  const { used, sha256, ...fields } = content;
  const object = {
    type,
    mode: parseNumber(mode, { digits: /^[0-7]{4}$/, radix: 8, max: 0o7777, where }),
    uid: parseNumber(uid, { digits: DECIMAL, radix: 10, max: ID_MAX, where }),
    gid: parseNumber(gid, { digits: DECIMAL, radix: 10, max: ID_MAX, where }),
    size: 0,
    mtimeNs: parseTime(mtime, where),
    ...fields,
    xattrs: rest.slice(used).map((field) => parseXattr(field, where)),
  };
  return { object, ...(sha256 !== undefined && { sha256 }) };
}
const DECIMAL = /^\d{1,16}$/;
// The last one means "none" to the kernel.
const ID_MAX = 2 ** 32 - 2;
const DEVICE_MAX = 2 ** 32 - 1;
function parseContent(type, [first = '', second = ''], where) {
  if (type === 'file') {
    if (!/^[0-9a-f]{64}$/.test(second)) throw damaged(`${where} has no sha256`);
    const size = parseNumber(first, { digits: DECIMAL, radix: 10, max: Number.MAX_SAFE_INTEGER, where });
    return { used: 2, size, sha256: second };
  }
  if (type === 'symlink') {
    const target = unescapeRaw(first);
    if (target === '' || target.includes('\0')) throw damaged(`${where} has no target`);
    return { used: 1, size: target.length, target };
  }
  if (type !== 'character' && type !== 'block') return { used: 0 };
  const [major, minor] = first.split(':');
  const rules = { digits: DECIMAL, radix: 10, max: DEVICE_MAX, where };
  return { used: 1, device: { major: parseNumber(major, rules), minor: parseNumber(minor, rules) } };
}
function parseNumber(text, { digits, radix, max, where }) {
  const value = digits.test(text ?? '') ? Number.parseInt(text ?? '', radix) : Number.NaN;
  if (value <= max) return value;
  throw damaged(`${where} has ${JSON.stringify(text)} where a number up to ${max} belongs`);
}
function parseTime(text, where) {
  const value = /^-?\d{1,19}$/.test(text ?? '') ? BigInt(text ?? '') : undefined;
  if (value !== undefined && BigInt.asIntN(64, value) === value) return value;
  throw damaged(`${where} has ${JSON.stringify(text)} where a time belongs`);
}
function parseXattr(field, where) {
  const cut = field.indexOf('=');
  if (cut <= 0) throw damaged(`${where} has ${JSON.stringify(field)} where an xattr belongs`);
  return [unescapeRaw(field.slice(0, cut)), Buffer.from(field.slice(cut + 1), 'base64')];
}
function checkStructure(entries) {
  const directories = new Set();
  const leaves = new Set();
  let last;
  for (const entry of entries) {
    if (last !== undefined && compareRaw(last, entry.path) >= 0)
      throw disordered(entry.path, 'is out of order');
    last = entry.path;
    checkPath(entry.path, directories);
    checkEntry(entry, leaves);
    if (entry.kind === 'object') (entry.object.type === 'directory' ? directories : leaves).add(entry.path);
  }
  if (!directories.has(ROOT_PATH)) throw damaged('it has no root directory');
}
function checkPath(path, directories) {
  if (path === '') return;
  if (!directories.has(splitRaw(path).parent)) throw disordered(path, 'has no directory above it');
  const isName = (name) => !['', '.', '..'].includes(name) && name.length <= 255;
  if (path.includes('\0') || !componentsOf(path).every(isName)) throw disordered(path, 'is no path');
}
function checkEntry(entry, leaves) {
  if (entry.kind === 'link' && !leaves.has(entry.to)) throw disordered(entry.path, 'is a link to nothing');
  if (entry.kind !== 'object') return;
  if (entry.path === '' && entry.isOpaque) throw disordered(entry.path, 'cannot be opaque');
  checkObject(entry.path, entry.object);
}
function checkObject(path, { device, type, xattrs }) {
  // A layer cannot show such a device: on disk it says that a name is deleted.
  if (type === 'character' && device?.major === 0 && device.minor === 0)
    throw disordered(path, 'is device 0:0');
  const isUnsorted = xattrs.some(([name], at) => at > 0 && (xattrs[at - 1]?.[0] ?? '') >= name);
  if (isUnsorted) throw disordered(path, 'has unsorted xattrs');
}
function disordered(path, problem) {
  return damaged(`its entry ${quoteRaw(path)} ${problem}`);
}
function damaged(problem) {
  return new LayoverError('LAYOVER_LAYER_DAMAGED', `The manifest of a layer cannot be read: ${problem}`, {
    hint: 'See `layover layer verify`.',
  });
}
//# sourceMappingURL=parse-manifest.js.map

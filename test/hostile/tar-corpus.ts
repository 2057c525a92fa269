/**
 * Layers that somebody made to do harm, or to be read in two ways: one for each trick that has been in an advisory about
 * a reader of tars or images (Docker, containerd, umoci, podman, node-tar, Go, async-tar and others), and for each rule
 * of the formats. What becomes of each is said beside it.
 */
import { gzipSync } from 'node:zlib';
import {
  base256,
  dir,
  END,
  gnuLong,
  hardLink,
  type MemberFields,
  member,
  pax,
  paxText,
  symbolic,
  tar,
  text,
} from '../fixtures/tars.js';

/** What must become of a tar. */
export type Fate =
  /** A message that matches; nothing is left in the store. */
  | { readonly refused: RegExp }
  /** The entries of its manifest, without the root: type and path, and what else is asked for. */
  | { readonly holds: readonly string[]; readonly notes?: readonly RegExp[] };

export interface HostileTar {
  readonly name: string;
  readonly bytes: Buffer;
  readonly fate: Fate;
  /** A reader that trusts names (GNU tar with -P) changes the sentinel with it: so the trick is a real one. */
  readonly isReal?: boolean;
}

const x = (name: string, value: string | Buffer): Buffer => Buffer.concat([pax([[name, value]]), text('f')]);
/** A sparse file as old GNU tar has it, of 10 bytes. */
const old = (patch: Readonly<Record<number, string>>, content: string): Buffer =>
  member({ name: 's', type: 'S', format: 'gnu', content, patch: { 483: octalOf(10), ...patch } });
const octalOf = (value: number): string => `${value.toString(8).padStart(11, '0')}\0`;
const span = (offset: number, length: number): string => octalOf(offset) + octalOf(length);
/** In the records of a byte of data, and in those before it. */
const sparse = (...records: ReadonlyArray<readonly [string, string]>): Buffer =>
  Buffer.concat([pax([['GNU.sparse.size', '10'], ['GNU.sparse.map', '0,1'], ...records]), text('f', 'x')]);
const sparse2 = (major: string, map: string, size = '10'): Buffer =>
  Buffer.concat([
    pax([
      ['GNU.sparse.major', major],
      ['GNU.sparse.minor', '0'],
      ['GNU.sparse.name', 'f'],
      ['GNU.sparse.realsize', size],
    ]),
    text('GNUSparseFile.0/f', map.padEnd(Math.ceil(map.length / 512) * 512, '\0')),
  ]);
const withField = (at: number, value: string | Buffer, fields: MemberFields = {}): Buffer =>
  member({ name: 'f', patch: { [at]: value }, ...fields });

const LIMITS_DEPTH = 1_025;
const deep = (count: number): string => 'd/'.repeat(count);
const zeros = (mebibytes: number): Buffer => Buffer.alloc(mebibytes * 2 ** 20);

/** `sentinel` is a directory beside everything, `up` leads from the root of an unpacked layer to `/`. */
export function makeCorpus(sentinel: string): HostileTar[] {
  const inside = sentinel.slice(1);
  const up = '../'.repeat(8);
  return [
    ...escapes(sentinel, inside, up),
    ...whiteouts(),
    ...marks(),
    ...replacements(),
    ...formats(),
    ...limits(),
  ].map(([name, bytes, fate, isReal]) => ({ name, bytes, fate, ...(isReal && { isReal }) }));
}

type Row = readonly [name: string, bytes: Buffer, fate: Fate, isReal?: boolean];

function escapes(sentinel: string, inside: string, up: string): Row[] {
  const out = `${up}${inside}`;
  const within = `f ${inside}/file`;
  const parents = parentsOf(`${inside}/file`);
  return [
    ['dot-dot', tar(text(`${out}/file`, 'evil')), { refused: /leads out of the layer with "\.\."/ }, true],
    ['dot-dot in the middle', tar(dir('a'), text(`a/b/../../../../${out}/file`)), { refused: /leads out/ }],
    ['dot-dot that stays inside', tar(dir('a'), text('a/../b')), { refused: /leads out/ }],
    ['dot-dot as a directory', tar(dir('..')), { refused: /leads out/ }],
    ['an absolute name', tar(text(`${sentinel}/file`, 'evil')), { holds: [...parents, within] }, true],
    [
      'an absolute name behind slashes',
      tar(text(`//.//${sentinel}/file`, 'evil')),
      { holds: [...parents, within] },
      true,
    ],
    [
      'an absolute name from a record',
      tar(pax([['path', `${sentinel}/file`]]), text('x', 'evil')),
      { holds: [...parents, within] },
      true,
    ],
    [
      'dot-dot from a record',
      tar(pax([['path', `${out}/file`]]), text('x', 'evil')),
      { refused: /leads out/ },
      true,
    ],
    [
      'dot-dot from a long name',
      tar(gnuLong(`${out}/file`), text('x', 'evil')),
      { refused: /leads out/ },
      true,
    ],
    [
      'dot-dot from a prefix',
      tar(text('file', 'x', { prefix: out.slice(0, 120) })),
      { refused: /leads out/ },
    ],
    ['a backslash and a drive', tar(text('C:\\..\\x')), { holds: ['f C:\\..\\x'] }],
    [
      'a symlink out, then a file through it',
      tar(symbolic('l', sentinel), text('l/file', 'evil')),
      { refused: /lies in l, and l is no directory: the layer has a symlink/ },
      true,
    ],
    [
      'a relative symlink out, then a file through it',
      tar(symbolic('l', out), text('l/file', 'evil')),
      { refused: /no directory/ },
      true,
    ],
    [
      'a chain of symlinks, then a file through it',
      tar(symbolic('a', sentinel), symbolic('b', 'a'), text('b/file', 'evil')),
      { refused: /no directory/ },
      true,
    ],
    [
      'a symlink inside, then a file through it',
      tar(dir('d'), symbolic('l', 'd'), text('l/file')),
      { refused: /no directory/ },
    ],
    [
      'a symlink out, then a directory over it',
      tar(symbolic('l', sentinel), dir('l', { mode: 0o777 }), text('l/file', 'x')),
      { holds: ['d l', 'f l/file'] },
    ],
    [
      'a symlink out, then a file over it',
      tar(symbolic('l', `${sentinel}/file`), text('l', 'evil')),
      { holds: ['f l'] },
    ],
    [
      'a directory that becomes a symlink midway',
      tar(dir('d'), text('d/a'), symbolic('d', sentinel), text('d/file', 'evil')),
      { refused: /no directory/ },
    ],
    ['a symlink out alone', tar(symbolic('l', `${sentinel}/file`)), { holds: ['l l'] }],
    ['a file as a directory', tar(text('f'), text('f/x')), { refused: /no directory: the layer has a file/ }],
    [
      'the root as a symlink',
      tar(symbolic('.', sentinel), text('file', 'evil')),
      { refused: /the root of the layer is a symlink/ },
    ],
    ['the root as a file', tar(text('./')), { refused: /ends with a slash|root of the layer/ }],
    ['the root as a symlink called /.', tar(symbolic('/.', sentinel)), { refused: /the root of the layer/ }],
    [
      'a hard link out',
      tar(hardLink('h', `${sentinel}/file`), text('h', 'evil')),
      { refused: /is a hard link to .*, which is not there by then/ },
    ],
    ['a hard link out with dot-dot', tar(hardLink('h', `${out}/file`)), { refused: /leads out/ }],
    [
      'a hard link through a symlink out',
      tar(symbolic('l', sentinel), hardLink('h', 'l/file'), text('h', 'evil')),
      { refused: /not there by then/ },
      true,
    ],
    [
      'a hard link to a symlink out, then a write',
      tar(symbolic('l', `${sentinel}/file`), hardLink('h', 'l'), text('h', 'evil')),
      { holds: ['f h', 'l l'] },
    ],
    [
      'a hard link below a symlink',
      tar(text('a'), symbolic('l', sentinel), hardLink('l/h', 'a')),
      { refused: /no directory/ },
      true,
    ],
    ['a hard link to a directory', tar(dir('d'), hardLink('h', 'd')), { refused: /which is a directory/ }],
    ['a hard link to the root', tar(hardLink('h', '.')), { refused: /not there by then|is a directory/ }],
    ['a hard link to itself', tar(hardLink('h', './h')), { refused: /hard link to itself/ }],
    ['a hard link to what comes later', tar(hardLink('h', 'a'), text('a')), { refused: /not there by then/ }],
    ['a symlink to nothing', tar(symbolic('l', '')), { refused: /symlink to nothing/ }],
    [
      'setuid on a symlink out',
      tar(member({ name: 'l', type: '2', linkname: `${sentinel}/file`, mode: 0o4777 })),
      { holds: ['l l'] },
    ],
  ];
}

function whiteouts(): Row[] {
  const deletes = { refused: /says that something is deleted, but not what/ };
  return [
    ['.wh. alone', tar(text('.wh.', '')), deletes],
    ['.wh..', tar(dir('d'), text('d/.wh..', '')), deletes],
    ['.wh...', tar(dir('d'), text('d/.wh...', '')), deletes],
    ['a whiteout with dot-dot', tar(text('../.wh.file', '')), { refused: /leads out/ }],
    ['a whiteout with content', tar(text('.wh.a', 'content')), { refused: /but has 7 bytes/ }],
    ['a whiteout that is a directory', tar(dir('.wh.a')), { refused: /but is a directory/ }],
    ['a whiteout that is a symlink', tar(symbolic('.wh.a', 'b')), { refused: /but is a symlink/ }],
    ['a whiteout as a directory above', tar(text('.wh.a/b')), { refused: /name begins with \.wh\./ }],
    [
      'a whiteout through a symlink',
      tar(symbolic('l', '/'), text('l/.wh.etc', '')),
      { holds: ['l l'], notes: [/no directory any more/] },
    ],
    [
      'a whiteout below a file',
      tar(text('f'), text('f/.wh.x', '')),
      { holds: ['f f'], notes: [/no directory any more/] },
    ],
    [
      'an opaque mark through a symlink',
      tar(symbolic('l', '/'), text('l/.wh..wh..opq', '')),
      { refused: /no directory/ },
    ],
    ['a whiteout before its own entry', tar(text('.wh.a', ''), text('a')), { holds: ['f a'] }],
    ['a whiteout behind its own entry', tar(text('a'), text('.wh.a', '')), { holds: ['f a'] }],
    ['a whiteout and a directory', tar(text('a/b'), text('.wh.a', '')), { holds: ['o a', 'f a/b'] }],
    [
      'opaque behind what it does not hide',
      tar(text('a/b'), text('a/.wh..wh..opq', '')),
      { holds: ['o a', 'f a/b'] },
    ],
    [
      'opaque with a whiteout in it',
      tar(text('a/.wh.x', ''), text('a/.wh..wh..opq', '')),
      { holds: ['o a'] },
    ],
    ['an opaque root', tar(text('.wh..wh..opq', ''), text('a')), { holds: ['f a'] }],
    [
      'names of AUFS',
      tar(dir('.wh..wh.plnk'), text('.wh..wh.plnk/1.2'), text('.wh..wh.aufs', ''), text('a')),
      { holds: ['f a'], notes: [/AUFS/, /AUFS/, /AUFS/] },
    ],
    [
      'opaque a thousand times',
      tar(...Array.from({ length: 1_000 }, () => text('a/.wh..wh..opq', ''))),
      { holds: ['o a'] },
    ],
    [
      'names that only look like whiteouts',
      tar(text('.wha'), text('a.wh.b'), text('.WH.x')),
      { holds: ['f .WH.x', 'f .wha', 'f a.wh.b'] },
    ],
  ];
}

function marks(): Row[] {
  const dropped = /without its xattr/;
  const mark = (name: string, value: string): Row => [
    `the xattr ${name}`,
    tar(pax([[`SCHILY.xattr.${name}`, value]]), dir('d')),
    { holds: ['d d'], notes: [dropped] },
  ];
  return [
    mark('trusted.overlay.opaque', 'y'),
    mark('user.overlay.opaque', 'y'),
    mark('trusted.overlay.redirect', '/etc'),
    mark('user.overlay.redirect', '/etc'),
    mark('trusted.overlay.metacopy', 'x'),
    mark('user.overlay.whiteout', 'y'),
    mark('trusted.overlay.overlay.opaque', 'y'),
    mark('user.fuseoverlayfs.opaque', 'y'),
    mark('user.containers.override_stat', '0:0:0755'),
    mark('trusted.other', 'x'),
    mark('security.selinux', 'x'),
    mark('security.ima', 'x'),
    mark('system.nfs4_acl', 'x'),
    [
      'a mark in the form of libarchive',
      tar(x('LIBARCHIVE.xattr.trusted%2Eoverlay%2Eopaque', 'eQ==')),
      { holds: ['f f'], notes: [dropped] },
    ],
    [
      'an xattr with = in its name',
      tar(x('LIBARCHIVE.xattr.user.a%3Dpath', 'eQ==')),
      { holds: ['f f user.a%3Dpath=eQ=='] },
    ],
    [
      'an xattr with a newline in its name',
      tar(x('SCHILY.xattr.user.a\nb', 'v')),
      { holds: ['f f user.a%0Ab=dg=='] },
    ],
    [
      'an xattr whose value looks like a record',
      tar(x('SCHILY.xattr.user.a', '=1\n12 path=evil\n')),
      { holds: ['f f user.a=PTEKMTIgcGF0aD1ldmlsCg=='] },
    ],
    [
      'an xattr without a name',
      tar(x('SCHILY.xattr.', 'v')),
      { refused: /an xattr .* has a name of 0 bytes/ },
    ],
    [
      'an xattr with a long name',
      tar(x(`SCHILY.xattr.user.${'a'.repeat(300)}`, 'v')),
      { refused: /has a name of 305 bytes/ },
    ],
    ['an xattr that is no base64', tar(x('LIBARCHIVE.xattr.user.a', '!!')), { refused: /not in base64/ }],
    [
      'an xattr on a symlink',
      tar(pax([['SCHILY.xattr.user.a', 'v']]), symbolic('l', 't')),
      { holds: ['l l'], notes: [dropped] },
    ],
    [
      'too many bytes of xattrs',
      tar(x('SCHILY.xattr.user.a', Buffer.alloc(200_000, 'v'))),
      { refused: /has xattrs of 195\.\d KiB; the most is 128\.0 KiB/ },
    ],
    ['the device 0:0', tar(member({ name: 'c', type: '3' })), { refused: /c is the character device 0:0/ }],
    [
      'the device 0:0 over a file',
      tar(text('c'), member({ name: 'c', type: '3' })),
      { refused: /character device 0:0/ },
    ],
    [
      'a disk',
      tar(member({ name: 'b', type: '4', device: [8, 0], mode: 0o666 })),
      { holds: [], notes: [/left out: it is a device \(block 8:0\)/] },
    ],
    [
      'memory',
      tar(member({ name: 'c', type: '3', device: [1, 1], mode: 0o666 }), text('f')),
      { holds: ['f f'], notes: [/character 1:1/] },
    ],
    [
      'a device with an impossible number',
      tar(withField(329, base256(2n ** 40n, 8), { type: '3' })),
      { refused: /device .* is 1099511627776/ },
    ],
    ['setuid', tar(text('s', 'x', { mode: 0o4755 })), { holds: ['f s'] }],
  ];
}

function replacements(): Row[] {
  return [
    ['a file twice', tar(text('a', 'one'), text('a', 'two')), { holds: ['f a'] }],
    [
      'a file, a symlink, a file',
      tar(text('a', 'one'), symbolic('a', '/etc/passwd'), text('a', 'three')),
      { holds: ['f a'] },
    ],
    ['a directory, then a file', tar(dir('a'), text('a/b'), text('a/c/d'), text('a')), { holds: ['f a'] }],
    [
      'a directory, a file, a directory',
      tar(text('a/b'), text('a'), text('.', 'x', { type: '5', content: '' }), dir('a'), text('a/c')),
      { holds: ['d a', 'f a/c'] },
    ],
    [
      'a hard link that is replaced',
      tar(text('a', 'one'), hardLink('b', 'a'), text('b', 'two')),
      { holds: ['f a', 'f b'] },
    ],
    [
      'the first of two hard links that is replaced',
      tar(text('a', 'one'), hardLink('b', 'a'), text('a', 'two')),
      { holds: ['f a', 'f b'] },
    ],
    [
      'a directory twice',
      tar(dir('a', { mode: 0o700 }), text('a/b'), dir('a', { mode: 0o711 })),
      { holds: ['d a', 'f a/b'] },
    ],
    [
      'one name written in three ways',
      tar(text('a/b'), text('./a//b', 'two'), text('/a/./b', 'three')),
      { holds: ['d a', 'f a/b'] },
    ],
    [
      'a name that is no UTF-8, and its twin',
      tar(text(Buffer.from('a\xff', 'latin1')), text(Buffer.from('a\xfe', 'latin1'))),
      { holds: ['f a%FE', 'f a%FF'] },
    ],
    [
      'names that normalise to one',
      tar(text('\u00e9'), text('e\u0301')),
      { holds: ['f e%CC%81', 'f %C3%A9'] },
    ],
    [
      'a name with a newline and an escape',
      tar(text('a\nM /etc/passwd\x1b[2J')),
      { holds: ['d a%0AM%20', 'd a%0AM%20/etc', 'f a%0AM%20/etc/passwd%1B[2J'] },
    ],
    [
      'a name like a property',
      tar(text('__proto__'), text('constructor/prototype')),
      { holds: ['f __proto__', 'd constructor', 'f constructor/prototype'] },
    ],
  ];
}

function formats(): Row[] {
  const whole = tar(text('a', 'content'));
  return [
    ['an empty file', Buffer.alloc(0), { refused: /is empty/ }],
    ['nothing but an end', END, { holds: [] }],
    ['text', Buffer.from('hello\n'.repeat(200)), { refused: /is no tar, plain or packed/ }],
    [
      'a wrong checksum',
      tar(text('a', 'x', { checksum: '000000\0 ' })),
      { refused: /is no tar, plain or packed/ },
    ],
    [
      'a wrong checksum further down',
      tar(text('a'), text('b', 'x', { checksum: '000000\0 ' })),
      { refused: /header at byte 1024 has a wrong checksum/ },
    ],
    ['gzip in gzip', gzipSync(gzipSync(whole)), { refused: /is no tar, plain or packed/ }],
    ['cut in a header', whole.subarray(0, 300), { refused: /is no tar, plain or packed/ }],
    ['cut in the content', whole.subarray(0, 515), { refused: /middle of a member/ }],
    ['cut in the padding', whole.subarray(0, 600), { refused: /middle of a member/ }],
    ['cut behind a member', whole.subarray(0, 1024), { refused: /without the empty blocks of an end/ }],
    [
      'one empty block, then more',
      Buffer.concat([text('a'), END.subarray(512), text('b'), END]),
      { refused: /something follows its end/ },
    ],
    [
      'another archive behind the end',
      Buffer.concat([whole, tar(text('b'))]),
      { refused: /something follows its end/ },
    ],
    [
      'a few bytes behind the end',
      Buffer.concat([whole, Buffer.from('x')]),
      { refused: /middle of a block/ },
    ],
    ['zeros behind the end', Buffer.concat([whole, Buffer.alloc(10_240)]), { holds: ['f a'] }],
    [
      'garbage behind gzip',
      Buffer.concat([gzipSync(whole), Buffer.from('garbage')]),
      { refused: /cannot be unpacked \(gzip\)/ },
    ],
    ['zeros behind gzip', Buffer.concat([gzipSync(whole), Buffer.alloc(100)]), { holds: ['f a'] }],
    ['gzip cut off', gzipSync(whole).subarray(0, -12), { refused: /cannot be unpacked \(gzip\)/ }],
    [
      'gzip with a wrong checksum',
      Buffer.concat([gzipSync(whole).subarray(0, -8), Buffer.alloc(8)]),
      { refused: /cannot be unpacked \(gzip\)/ },
    ],
    [
      'two members of gzip',
      Buffer.concat([gzipSync(whole.subarray(0, 700)), gzipSync(whole.subarray(700))]),
      { holds: ['f a'] },
    ],
    ['xz', Buffer.from('fd377a585a000004', 'hex'), { refused: /packed with xz/ }],
    [
      'zstd that is none',
      Buffer.from('28b52ffd0000000000000000', 'hex'),
      { refused: /cannot be unpacked \(zstd\)|is empty/ },
    ],
    [
      'zstd with a window of a gigabyte',
      Buffer.from('28b52ffd00a0010000', 'hex'),
      { refused: /wants a window of 1073741824 bytes/ },
    ],
    [
      'zstd with a dictionary',
      Buffer.from('28b52ffd2105000100000000', 'hex'),
      { refused: /needs a dictionary/ },
    ],
    [
      'a size that lies beyond the end',
      tar(text('a', 'x', { size: 5_000 })),
      { refused: /middle of a member/ },
    ],
    ['a negative size', tar(withField(124, base256(-1n, 12))), { refused: /the size at byte 0 is -1 bytes/ }],
    ['a negative size in a record', tar(x('size', '-1')), { refused: /size .* is -1 bytes/ }],
    [
      'a size of 2 to the 63',
      tar(withField(124, base256(2n ** 63n, 12))),
      { refused: /is 9223372036854775808 bytes/ },
    ],
    ['a size that is no number', tar(withField(124, 'ABCDEFGHIJK\0')), { refused: /no octal number/ }],
    [
      'a size in a record that hides a member',
      tar(pax([['size', '1024']]), text('a', 'x', { size: 0 }), text('hidden')),
      { refused: /middle of|checksum|follows/ },
    ],
    [
      'a directory with content',
      tar(member({ name: 'd', type: '5', content: 'hidden member' })),
      { refused: /is a directory, which has none/ },
    ],
    [
      'a symlink with content',
      tar(member({ name: 'l', type: '2', linkname: 't', content: 'x' })),
      { refused: /is a symlink, which has none/ },
    ],
    ['a file with a slash at its end', tar(text('a/', 'x')), { refused: /ends with a slash/ }],
    ['an old directory', tar(member({ name: 'a/', type: '\0', format: 'v7' })), { holds: ['d a'] }],
    ['no name at all', tar(text('', 'x')), { refused: /has no name/ }],
    ['NUL in a path record', tar(x('path', Buffer.from('a\0b'))), { refused: /path with a NUL/ }],
    [
      'NUL in a link record',
      tar(pax([['linkpath', Buffer.from('a\0b')]]), symbolic('l', 'x')),
      { refused: /path with a NUL/ },
    ],
    ['NUL in a long name', tar(gnuLong(Buffer.from('a\0b')), text('x')), { refused: /long name .* NUL/ }],
    [
      'a record with a wrong length',
      tar(paxText('99 path=x\n'), text('a')),
      { refused: /record that cannot be read/ },
    ],
    [
      'a record of length zero',
      tar(paxText('0 path=x\n'), text('a')),
      { refused: /record that cannot be read/ },
    ],
    [
      'a record without a line end',
      tar(paxText('9 path=xy'), text('a')),
      { refused: /record that cannot be read/ },
    ],
    ['a record without =', tar(paxText('7 path\n'), text('a')), { refused: /record that cannot be read/ }],
    [
      'a record that is no record',
      tar(paxText('garbage'), text('a')),
      { refused: /record that cannot be read/ },
    ],
    [
      'records for a record',
      tar(pax([['path', 'one']]), pax([['path', 'two']]), text('a')),
      { refused: /two extended headers/ },
    ],
    [
      'records, then a long name',
      tar(pax([['path', 'one']]), gnuLong('two'), text('a')),
      { refused: /has two names, one and two/ },
    ],
    ['two long names', tar(gnuLong('one'), gnuLong('two'), text('a')), { refused: /two extended headers/ }],
    ['records for no member', tar(pax([['path', 'one']])), { refused: /belongs to no member/ }],
    [
      'a global path',
      tar(pax([['path', 'evil']], 'g'), text('a')),
      { refused: /the global header .* sets "path"/ },
    ],
    ['a global size', tar(pax([['size', '0']], 'g'), text('a')), { refused: /sets "size"/ }],
    ['a comment of Git', tar(pax([['comment', 'a'.repeat(40)]], 'g'), text('a')), { holds: ['f a'] }],
    ['an unknown charset', tar(x('hdrcharset', 'EBCDIC')), { refused: /names .* are in "EBCDIC"/ }],
    ['a uid that is none', tar(x('uid', '4294967295')), { refused: /uid .* is 4294967295/ }],
    ['a negative uid', tar(withField(108, base256(-1n, 8))), { refused: /uid .* is -1/ }],
    ['a uid with letters', tar(x('uid', '0x10')), { refused: /no number/ }],
    [
      'a time in the year 200,000',
      tar(x('mtime', '6249223180800')),
      { holds: ['f f 9223372036000000000'], notes: [/another time/] },
    ],
    [
      'a time before all',
      tar(x('mtime', '-9999999999999999')),
      { holds: ['f f -2147483648000000000'], notes: [/another time/] },
    ],
    ['a time that is infinite', tar(x('mtime', '1e400')), { refused: /is "1e400", which is no time/ }],
    ['a time that is no number', tar(x('mtime', 'NaN')), { refused: /no time/ }],
    ['a time of forty digits', tar(x('mtime', '1'.repeat(40))), { refused: /no time/ }],
    [
      'a sparse file without a map',
      tar(old({}, 'x')),
      { refused: /is of 0 bytes of data, and the archive has 1/ },
    ],
    [
      'sparse data that overlaps',
      tar(old({ 386: span(0, 2), 410: span(1, 1) }, 'xxx')),
      { refused: /overlaps other/ },
    ],
    ['sparse data behind the end', tar(old({ 386: span(9, 2) }, 'xx')), { refused: /lies behind the end/ }],
    [
      'a sparse map that goes on in nothing',
      old({ 482: '\x01' }, ''),
      { refused: /ends in the middle of a member/ },
    ],
    ['a sparse file of star', tar(x('SCHILY.realsize', '10')), { refused: /sparse file of star/ }],
    ['a sparse file 0.0 without a map', tar(x('GNU.sparse.size', '10')), { refused: /of 0 bytes of data/ }],
    ['a sparse map without a size', tar(x('GNU.sparse.map', '0,1')), { refused: /has no GNU.sparse.size/ }],
    ['half a span', tar(sparse(['GNU.sparse.map', '0,1,2'])), { refused: /ends within a span/ }],
    ['a span that is no number', tar(sparse(['GNU.sparse.map', '0,-1'])), { refused: /"-1" in it/ }],
    ['lengths out of turn', tar(sparse(['GNU.sparse.numbytes', '1'])), { refused: /numbytes out of turn/ }],
    ['more spans than it says', tar(sparse(['GNU.sparse.numblocks', '2'])), { refused: /not as many spans/ }],
    [
      'a sparse file 1.0 of no size',
      tar(x('GNU.sparse.major', '1')),
      { refused: /of the form 1\.undefined/ },
    ],
    ['a sparse file 2.0', tar(sparse2('2', '0\n')), { refused: /of the form 2\.0/ }],
    ['a map of many spans', tar(sparse2('1', '99999999\n')), { refused: /more than 1000000 spans/ }],
    ['a map without end', tar(sparse2('1', '1'.repeat(2_000))), { refused: /a line without end/ }],
    ['a map longer than all', tar(sparse2('1', '900\n0\n')), { refused: /a line without end/ }],
    ['a hole of 8 PiB', tar(sparse2('1', '0\n', '9007199254740991')), { refused: /the most is/ }],
    [
      'a hole of 60 GiB',
      tar(sparse2('1', '0\n', '64424509440')),
      { refused: /more of it holes than one import reads/ },
    ],
    [
      'a sparse name that leads out',
      tar(sparse(['GNU.sparse.name', '../out'], ['GNU.sparse.map', '0,1'], ['GNU.sparse.size', '1'])),
      { refused: /leads out of the layer/ },
    ],
    ...['7', 'D', 'M', 'N', 'V', 'X', 'A', 'Z', '8'].map(
      (type): Row => [
        `the type ${type}`,
        tar(member({ name: 'f', type })),
        { refused: /cannot be imported: the type of f/ },
      ],
    ),
  ];
}

function limits(): Row[] {
  const long = 'n'.repeat(256);
  return [
    [
      'directories 1,025 deep',
      tar(pax([['path', `${deep(LIMITS_DEPTH - 1)}f`]]), text('x')),
      { refused: /lies 1025 directories deep; the most is 1024/ },
    ],
    [
      'directories 70,000 deep',
      tar(pax([['path', `${deep(70_000)}f`]]), text('x')),
      { refused: /is a path of 140001 bytes; the most is 4095/ },
    ],
    [
      'directories 70,000 deep, one by one',
      tar(
        ...Array.from({ length: 1_100 }, (_, at) => Buffer.concat([pax([['path', deep(at + 1)]]), dir('x')])),
      ),
      { refused: /lies 1025 directories deep/ },
    ],
    [
      'a name of 256 bytes',
      tar(pax([['path', long]]), text('x')),
      { refused: /has a name of 256 bytes, and 255 is the most/ },
    ],
    [
      'a path of 4,096 bytes',
      tar(pax([['path', `${`${'n'.repeat(200)}/`.repeat(20)}${'n'.repeat(76)}`]]), text('x')),
      { refused: /is a path of 4096 bytes/ },
    ],
    [
      'a target of 5,000 bytes',
      tar(pax([['linkpath', 't'.repeat(5_000)]]), symbolic('l', 'x')),
      { refused: /has a target of 5000 bytes/ },
    ],
    [
      'a header of two mebibytes',
      tar(x('comment', Buffer.alloc(2 ** 21, 'c'))),
      { refused: /has 20971\d\d bytes, and 1\.0 MiB is the most/ },
    ],
    [
      'a bomb of gzip',
      gzipSync(tar(text('bomb', zeros(64))), { level: 9 }),
      { refused: /bytes of .* became \d+, \d+ times as many; the most is 200/ },
    ],
    [
      'a bomb of gzip behind the end',
      gzipSync(Buffer.concat([tar(text('a')), zeros(64)]), { level: 9 }),
      { refused: /times as many/ },
    ],
  ];
}

function parentsOf(path: string): string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, at) => `d ${names.slice(0, at + 1).join('/')}`);
}

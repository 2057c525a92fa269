/** One member of a tar, put together from its header and what stood before it. */
import { quoteRaw } from '../base/bytes-path.js';
import { invalidTar } from './invalid.js';
import { toId, toSize } from './parse-header.js';
import { readNumberRecord, readPathRecord, readTimeRecord } from './parse-pax.js';
import { readXattrs } from './parse-xattrs.js';

const TYPES = {
  '\0': 'file',
  0: 'file',
  1: 'link',
  2: 'symlink',
  3: 'character',
  4: 'block',
  5: 'directory',
  6: 'fifo',
  S: 'file',
};
const OTHER_TYPES = {
  7: 'a contiguous file',
  D: 'a directory dump of GNU tar',
  M: 'a piece of a file of another volume',
  N: 'a long name of an old form',
  V: 'a volume label',
};
/** Records count over GNU tar's long names, and these over the header; two that give one name are refused. */
export function joinMember({ header, pax, gnu }, at) {
  const path = nameFrom({ record: pathRecordOf(pax), long: gnu.path, short: header.path }, at);
  const where = `of ${quoteRaw(path)} (${at})`;
  refuseCharset(pax.get('hdrcharset'), where);
  const size = pax.get('size');
  const member = {
    type: typeOf(header.flag, path, where),
    path: withoutSlash(path),
    linkPath: nameFrom({ record: pax.get('linkpath'), long: gnu.linkPath, short: header.linkPath }, at),
    mode: header.mode,
    uid: idFrom(pax.get('uid'), header.uid, `uid ${where}`),
    gid: idFrom(pax.get('gid'), header.gid, `gid ${where}`),
    size: size === undefined ? header.size : toSize(readNumberRecord(size, `size ${where}`), where),
    mtimeNs: timeFrom(pax, header, where),
    device: header.device,
    xattrs: readXattrs(pax, where),
  };
  if (member.type === 'file' || member.size === 0) return member;
  throw invalidTar(`the size ${where} is ${member.size} bytes, and it is a ${member.type}, which has none`);
}
function nameFrom({ record, long, short }, at) {
  if (record === undefined) return long ?? short;
  const path = readPathRecord(record, at);
  if (long === undefined || long === path) return path;
  throw invalidTar(`the member ${at} has two names, ${quoteRaw(path)} and ${quoteRaw(long)}`);
}
/** Before there was a flag for directories, a slash at the end said so. */
function typeOf(flag, path, where) {
  const type = TYPES[flag];
  if (type === undefined) {
    const what = OTHER_TYPES[flag] ?? `of the type ${JSON.stringify(flag)}`;
    throw invalidTar(`the type ${where}: it is ${what}`, 'Pack it as a plain tar, without volumes.');
  }
  if (type === 'directory' || !path.endsWith('/')) return type;
  if (flag === '\0') return 'directory';
  throw invalidTar(`the name ${where} ends with a slash, and it is no directory`);
}
function withoutSlash(path) {
  let end = path.length;
  while (end > 1 && path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}
function idFrom(record, header, what) {
  return record === undefined ? header : toId(readNumberRecord(record, what), what);
}
function timeFrom(pax, { mtimeSeconds }, where) {
  const record = pax.get('mtime');
  return record === undefined ? mtimeSeconds * 1000000000n : readTimeRecord(record, where);
}
/** The path of a sparse file is one that nobody is to use; its own stands beside it. */
function pathRecordOf(pax) {
  return pax.get('GNU.sparse.name') ?? pax.get('path');
}
const CHARSETS = ['BINARY', 'ISO-IR 10646 2000 UTF-8'];
function refuseCharset(record, where) {
  const charset = record?.toString('latin1');
  if (charset === undefined || CHARSETS.includes(charset)) return;
  throw invalidTar(`the names ${where} are in ${JSON.stringify(charset.slice(0, 40))}, which is not known`);
}
//# sourceMappingURL=read-member.js.map

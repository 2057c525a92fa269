/** The names of members: where they lead in the layer, and which of them say that something is deleted. */
import { joinRaw, quoteRaw, splitRaw } from '../../../base/bytes-path.js';
import { invalidTar } from '../../../tar/invalid.js';
import { overLimit } from './limits.js';

const NAME_BYTES_MAX = 255;
/**
 * The path below the root. Paths from `/` are from the root of the layer, as every reader takes them; `.` and
 * doubled slashes go. `..` is refused wherever it leads.
 */
export function parseEntryPath(raw, limits) {
  // Before it is taken apart: the length of a path is its maker's choice.
  if (raw.length > limits.pathBytes) {
    throw overLimit(limits, 'pathBytes', `${quoteStart(raw)} is a path of ${raw.length} bytes`);
  }
  const names = raw.split('/').filter((name) => name !== '' && name !== '.');
  if (raw === '') throw invalidTar('a member has no name');
  if (names.includes('..')) throw invalidTar(`${quoteRaw(raw)} leads out of the layer with ".."`);
  if (names.length > limits.depth) {
    throw overLimit(limits, 'depth', `${quoteStart(raw)} lies ${names.length} directories deep`);
  }
  const long = names.find((name) => name.length > NAME_BYTES_MAX);
  if (long === undefined) return names.join('/');
  throw invalidTar(
    `${quoteStart(raw)} has a name of ${long.length} bytes, and ${NAME_BYTES_MAX} is the most for a file system`,
  );
}
function quoteStart(raw) {
  return raw.length <= 100 ? quoteRaw(raw) : `${quoteRaw(raw.slice(0, 100))}...`;
}
const PREFIX = '.wh.';
const RESERVED_PREFIX = '.wh..wh.';
const OPAQUE_NAME = '.wh..wh..opq';
export function meaningOf(path) {
  if (!path.includes(PREFIX)) return OBJECT;
  const { parent, name } = splitRaw(path);
  if (`/${parent}/`.includes(`/${RESERVED_PREFIX}`)) return { kind: 'reserved' };
  if (`/${parent}/`.includes(`/${PREFIX}`)) {
    throw invalidTar(
      `${quoteRaw(path)} lies in a directory whose name begins with .wh., which no layer can have`,
    );
  }
  if (!name.startsWith(PREFIX)) return OBJECT;
  if (name === OPAQUE_NAME) return { kind: 'opaque', path: parent };
  if (name.startsWith(RESERVED_PREFIX)) return { kind: 'reserved' };
  const target = name.slice(PREFIX.length);
  if (!['', '.', '..'].includes(target)) return { kind: 'whiteout', path: joinRaw(parent, target) };
  throw invalidTar(`${quoteRaw(path)} says that something is deleted, but not what`);
}
const OBJECT = { kind: 'object' };
//# sourceMappingURL=entry-path.js.map

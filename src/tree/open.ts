import { componentsOf, type HostPath, quoteRaw, type RawPath } from '../base/bytes-path.js';
import { hasErrno, LayoverError } from '../base/errors.js';
import {
  O_DIRECTORY,
  O_PATH,
  RESOLVE_BENEATH,
  RESOLVE_NO_MAGICLINKS,
  RESOLVE_NO_SYMLINKS,
  RESOLVE_NO_XDEV,
} from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';

/** How `openat2` reaches into a tree. */
export const BENEATH: number =
  RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV;

// The kernel takes paths of up to 4,095 bytes; a tree may be deeper.
const LONGEST_CHUNK = 4000;

/** Opens the directory at the top of a tree, by a host path that is trusted. The caller closes it. */
export function openTree(root: HostPath): number {
  try {
    return syscalls.open(root, O_PATH | O_DIRECTORY);
  } catch (cause) {
    if (!hasErrno(cause, 'ENOENT', 'ENOTDIR')) throw cause;
    throw new LayoverError('LAYOVER_LOWER_MISSING', `The directory ${quoteRaw(root)} is not there any more`, {
      cause,
      hint: 'What a job stands on, and its own directory, must stay as they are until it is discarded.',
    });
  }
}

/**
 * Opens `path` below the directory `rootFd`, of any length, without following a symlink or leaving the tree.
 * A path that leads through a symlink, a mount or a non-directory is `LAYOVER_TREE_CHANGED`; ENOENT is thrown as it is.
 */
export function openBeneath(rootFd: number, path: RawPath, flags: number): number {
  const chunks = splitIntoChunks(path);
  const last = chunks.pop() ?? '.';
  let at = rootFd;
  try {
    for (const chunk of chunks) {
      const next = syscalls.openat2(at, chunk, { flags: O_PATH | O_DIRECTORY, resolve: BENEATH });
      if (at !== rootFd) syscalls.close(at);
      at = next;
    }
    return syscalls.openat2(at, last, { flags, resolve: BENEATH });
  } catch (cause) {
    throw explainOpen(path, cause);
  } finally {
    if (at !== rootFd) syscalls.close(at);
  }
}

function splitIntoChunks(path: RawPath): string[] {
  if (path.length < LONGEST_CHUNK) return path === '' ? [] : [path];
  const chunks: string[] = [];
  let chunk = '';
  for (const name of componentsOf(path)) {
    if (chunk.length + 1 + name.length >= LONGEST_CHUNK) {
      chunks.push(chunk);
      chunk = name;
    } else {
      chunk = chunk === '' ? name : `${chunk}/${name}`;
    }
  }
  chunks.push(chunk);
  return chunks;
}

const REASONS: Readonly<Record<string, string>> = {
  ELOOP: 'a symlink is in the way',
  EXDEV: 'it leads out of the tree',
  ENOTDIR: 'a part of it is no directory',
};

function explainOpen(path: RawPath, cause: unknown): unknown {
  if (!hasErrno(cause, ...Object.keys(REASONS))) return cause;
  return new LayoverError(
    'LAYOVER_TREE_CHANGED',
    `Cannot open ${quoteRaw(path)} in its tree: ${REASONS[cause.code ?? '']} (${cause.code})`,
    { cause, hint: 'Nothing may write to a tree, or mount into it, while it is read.' },
  );
}

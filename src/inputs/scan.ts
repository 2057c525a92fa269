/** Reading a project: what is in it, and the digests of the files that somebody selects. */
import { createHash, type Hash } from 'node:crypto';
import { compareRaw, type HostPath, joinRaw, quoteRaw, type RawPath, ROOT_PATH } from '../base/bytes-path.js';
import { hasErrno, LayoverError } from '../base/errors.js';
import { type Stat, syscalls } from '../native/syscalls.js';
import { type EntryType, typeOfMode } from '../tree/entry.js';
import { digestFile, openFile } from '../tree/file-content.js';
import { OpenDirectories } from '../tree/open-directories.js';
import type { KnownFiles } from './known-files.js';
import type { Selector } from './select.js';

export interface ScannedEntry {
  readonly path: RawPath;
  readonly type: 'file' | 'directory' | 'symlink';
  /** Without what differs between one checkout and the next: who else may write, and the special bits. */
  readonly mode: number;
  readonly size: number;
  readonly target?: RawPath;
  /** Of a file that is selected. */
  readonly sha256?: string;
}

export interface Scan {
  /** In byte order, every directory before what is in it; the root is not among them. */
  readonly entries: readonly ScannedEntry[];
  /** Sockets, devices and the like, which no snapshot has. */
  readonly leftOut: readonly RawPath[];
}

export interface ScanOptions {
  readonly selectors: readonly Selector[];
  /** A directory in the project that is no part of it: the state directory. */
  readonly apart: RawPath | undefined;
  readonly known: KnownFiles;
  readonly check: () => void;
}

const OPEN_MAX = 64;
const MODE_MASK = 0o755;

/** The project as it is now; nothing keeps it from changing meanwhile. Synchronous: for a worker. */
export function scanProject(project: HostPath, options: ScanOptions): Scan {
  using directories = new OpenDirectories([project], OPEN_MAX);
  const entries: ScannedEntry[] = [];
  const leftOut: RawPath[] = [];
  const pending: RawPath[] = [ROOT_PATH];
  for (let parent = pending.pop(); parent !== undefined; parent = pending.pop()) {
    for (const [name, stat] of list(directories, parent)) {
      const path = joinRaw(parent, name);
      if (path === options.apart) continue;
      const type = typeOfMode(stat.mode);
      if (type === 'directory' && !options.selectors.some((one) => one.canMatchBelow(path))) continue;
      if (type === 'directory') pending.push(path);
      const entry = scanEntry({ path, stat, type }, { directories, parent, name, options });
      if (entry) entries.push(entry);
      else if (isSelected(path, options)) leftOut.push(path);
    }
  }
  entries.sort((left, right) => compareRaw(left.path, right.path));
  return { entries, leftOut };
}

interface Found {
  readonly path: RawPath;
  readonly stat: Stat;
  readonly type: EntryType;
}

interface Place {
  readonly directories: OpenDirectories;
  readonly parent: RawPath;
  readonly name: RawPath;
  readonly options: ScanOptions;
}

function scanEntry({ path, stat, type }: Found, place: Place): ScannedEntry | undefined {
  const { directories, parent, name, options } = place;
  const base = { path, mode: stat.mode & MODE_MASK };
  if (type === 'directory') return { ...base, type, size: 0 };
  if (type !== 'file' && type !== 'symlink') return undefined;
  const dirfd = directories.get(0, parent);
  if (type === 'symlink')
    return { ...base, type, mode: 0o777, size: 0, target: syscalls.readlink(dirfd, name) };
  if (!isSelected(path, options)) return { ...base, type, size: stat.size };
  const known = options.known.find(path, stat);
  const sha256 = known ?? digest({ path, stat, type }, place);
  if (known === undefined) options.known.remember(path, stat, sha256);
  return { ...base, type, size: stat.size, sha256 };
}

function isSelected(path: RawPath, { selectors }: ScanOptions): boolean {
  return selectors.some((one) => one.matches(path));
}

function digest({ path, stat }: Found, { directories, parent, name, options }: Place): string {
  try {
    const fd = openFile(directories.get(0, parent), name, stat);
    try {
      return digestFile(fd, { size: stat.size, check: options.check }).slice('sha256:'.length);
    } finally {
      syscalls.close(fd);
    }
  } catch (cause) {
    throw explain(path, cause);
  }
}

function list(directories: OpenDirectories, path: RawPath): Array<[name: RawPath, stat: Stat]> {
  try {
    return directories.withReadable({ tree: 0, path }, (fd) => syscalls.readDirectoryStats(fd));
  } catch (cause) {
    throw explain(path, cause);
  }
}

function explain(path: RawPath, cause: unknown): unknown {
  if (!hasErrno(cause, 'EACCES', 'EPERM')) return cause;
  return new LayoverError(
    'LAYOVER_USAGE',
    `${quoteRaw(path)} in the project cannot be read (${cause.code})`,
    {
      cause,
      hint: 'Leave it out of the inputs of every job, with a glob behind "!".',
    },
  );
}

/** What a selector takes of a scan, with the directories above it. */
export function selectEntries({ entries }: Scan, { matches }: Selector): ScannedEntry[] {
  const selected: ScannedEntry[] = [];
  const open: ScannedEntry[] = [];
  for (const entry of entries) {
    while (open.length > 0 && !entry.path.startsWith(`${open.at(-1)?.path}/`)) open.pop();
    if (matches(entry.path)) selected.push(...open.splice(0), entry);
    else if (entry.type === 'directory') open.push(entry);
  }
  return selected;
}

/** The same for the same content, wherever and whenever it was checked out. */
export function digestEntries(entries: readonly ScannedEntry[]): string {
  const hash = createHash('sha256');
  for (const entry of entries) addEntry(hash, entry);
  return hash.digest('hex');
}

function addEntry(hash: Hash, { path, type, mode, target, sha256 = '' }: ScannedEntry): void {
  const content = target ?? sha256;
  // Lengths first: no name can be taken for the end of one field and the start of another.
  hash.update(`${type} ${mode} ${path.length}:${path} ${content.length}:${content}\n`, 'latin1');
}

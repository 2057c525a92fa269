/** Calls that list directories: names of all layers, merged. */
import fs, { type Dirent } from 'node:fs';
import { S_IFMT } from '../../native/constants.js';
import { bytesOf, fileError } from './host-files.js';
import type { Stack } from './layers.js';
import { type PathArgument, type PortableView, rawOf } from './view.js';

interface ListOptions {
  readonly encoding?: string | null;
  readonly withFileTypes?: boolean;
  readonly recursive?: boolean;
}

// UV_DIRENT_ numbers of libuv, by the type bits of a mode.
const DIRENT_TYPES: Readonly<Record<number, number>> = {
  0o100000: 1,
  0o040000: 2,
  0o120000: 3,
  0o010000: 4,
  0o140000: 5,
  0o020000: 6,
  0o060000: 7,
};

type DirentConstructor = new (name: string | Buffer, type: number, path: string) => Dirent;

export class ListCalls {
  readonly #view: PortableView;

  constructor(view: PortableView) {
    this.#view = view;
  }

  readonly #stackOf = (path: PathArgument, syscall: string): { stack: Stack; at: string } => {
    const { shown, path: at } = this.#view.get(path, syscall);
    if (shown.kind !== 'directory') throw fileError('ENOTDIR', syscall, rawOf(path));
    return { stack: shown.stack, at };
  };

  readonly #namesOf = (path: PathArgument, syscall: string): string[] => {
    const { stack, at } = this.#stackOf(path, syscall);
    return [...new Set([...this.#view.layers.list(stack), ...this.#view.walker.placesIn(at)])].sort();
  };

  readonly #direntsOf = (path: PathArgument, parent: string, encoding: string): Dirent[] => {
    const raw = rawOf(path);
    return this.#namesOf(path, 'scandir').map((name) => {
      const { shown } = this.#view.get(Buffer.from(`${raw}/${name}`, 'latin1'), 'scandir', false);
      const type = DIRENT_TYPES[shown.found.mode & S_IFMT] ?? 0;
      return new (fs.Dirent as unknown as DirentConstructor)(named(name, encoding), type, parent);
    });
  };

  readonly readdirSync = (path: PathArgument, given?: ListOptions | string | null): unknown[] => {
    const code = this.#view.codePath(path);
    if (code !== undefined) return this.#view.host.readdirSync(bytesOf(code).toString(), given as 'utf8');
    const {
      encoding,
      withFileTypes = false,
      recursive = false,
    } = typeof given === 'object' && given !== null ? given : { encoding: given ?? 'utf8' };
    if (recursive) return this.#listAll(path, withFileTypes);
    if (withFileTypes) return this.#direntsOf(path, String(path), encoding ?? 'utf8');
    return this.#namesOf(path, 'scandir').map((name) => named(name, encoding ?? 'utf8'));
  };

  readonly #listAll = (path: PathArgument, withFileTypes: boolean): unknown[] => {
    const found: unknown[] = [];
    const visit = (at: string, below: string): void => {
      for (const entry of this.#direntsOf(at, at, 'utf8')) {
        found.push(withFileTypes ? entry : `${below}${entry.name}`);
        if (entry.isDirectory()) visit(`${at}/${entry.name}`, `${below}${entry.name}/`);
      }
    };
    visit(String(path), '');
    return found;
  };

  readonly opendirSync = (path: PathArgument, options?: ListOptions): PortableDir => {
    const entries = options?.recursive
      ? (this.readdirSync(path, { withFileTypes: true, recursive: true }) as Dirent[])
      : this.#direntsOf(path, String(path), options?.encoding ?? 'utf8');
    return new PortableDir(String(path), entries);
  };
}

function named(name: string, encoding: string): string | Buffer {
  const bytes = bytesOf(name);
  return encoding === 'buffer' ? bytes : bytes.toString(encoding as BufferEncoding);
}

/** As fs.Dir. */
class PortableDir {
  readonly path: string;
  readonly #entries: Dirent[];

  constructor(path: string, entries: Dirent[]) {
    this.path = path;
    this.#entries = entries;
  }

  readSync(): Dirent | null {
    return this.#entries.shift() ?? null;
  }

  async read(callback?: (error: null, entry: Dirent | null) => void): Promise<Dirent | null | undefined> {
    const entry = this.readSync();
    if (callback === undefined) return await Promise.resolve(entry);
    process.nextTick(callback, null, entry);
    return undefined;
  }

  closeSync(): void {
    this.#entries.length = 0;
  }

  async close(callback?: (error: null) => void): Promise<void> {
    this.closeSync();
    if (callback) process.nextTick(callback, null);
    await Promise.resolve();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Dirent> {
    for (let entry = this.readSync(); entry !== null; entry = this.readSync())
      yield await Promise.resolve(entry);
  }
}

/** What every call of the portable view starts with: a path taken apart, and what is there. */
import { fileURLToPath } from 'node:url';
import { rawFromBytes, rawFromText } from '../../base/bytes-path.js';
import { fileError, type HostFiles } from './host-files.js';
import { Layers, type Shown } from './layers.js';
import { type Place, type Walked, Walker } from './walk.js';

export type PathArgument = string | Uint8Array | URL;

export interface PortableViewOptions {
  readonly host: HostFiles;
  readonly places: readonly Place[];
  readonly lowerOpaque: string;
  /** Directories of the host's that the view shows as they are, to be read only: where code is loaded from. */
  readonly code: readonly string[];
  readonly cwd: string;
}

export class PortableView {
  readonly host: HostFiles;
  readonly layers: Layers;
  readonly walker: Walker;
  readonly #code: readonly string[];
  cwd: string;

  constructor({ host, places, lowerOpaque, code, cwd }: PortableViewOptions) {
    this.host = host;
    this.layers = new Layers(lowerOpaque);
    this.walker = new Walker(this.layers, places);
    this.#code = code;
    this.cwd = cwd;
  }

  /** The path on the host of a file that is code, and not of the view. */
  codePath(path: PathArgument): string | undefined {
    const raw = rawOf(path);
    return raw.startsWith('/') && this.#code.some((root) => raw === root || raw.startsWith(`${root}/`))
      ? raw
      : undefined;
  }

  walk(path: PathArgument, syscall: string, follows = true): Walked {
    return this.walker.walk({ path: rawOf(path), cwd: this.cwd, follows, syscall });
  }

  /** What must be there. */
  get(path: PathArgument, syscall: string, follows = true): Walked & { readonly shown: Shown } {
    const walked = this.walk(path, syscall, follows);
    if (walked.shown === undefined) throw fileError('ENOENT', syscall, rawOf(path));
    return walked as Walked & { readonly shown: Shown };
  }

  /** A path of the host's that shows the same, for reading. */
  readable(path: PathArgument, syscall: string, follows = true): string {
    const code = this.codePath(path);
    if (code !== undefined) return code;
    return readableOf(this.get(path, syscall, follows).shown);
  }

  /** Where something new may be put. */
  getFree(path: PathArgument, syscall: string): Walked {
    const walked = this.walk(path, syscall, false);
    if (walked.shown !== undefined) throw fileError('EEXIST', syscall, rawOf(path));
    return walked;
  }
}

export function readableOf(shown: Shown): string {
  if (shown.kind === 'other') return shown.file;
  return shown.stack.upper ?? shown.stack.lowers[0] ?? '/';
}

export function rawOf(path: PathArgument): string {
  if (typeof path === 'string') return rawFromText(path);
  if (path instanceof URL) return rawFromText(fileURLToPath(path));
  if (path instanceof Uint8Array) return rawFromBytes(path);
  throw Object.assign(
    new TypeError(
      `The "path" argument must be of type string or an instance of Buffer or URL. Received ${String(path)}`,
    ),
    { code: 'ERR_INVALID_ARG_TYPE' },
  );
}

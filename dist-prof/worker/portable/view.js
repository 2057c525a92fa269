/** What every call of the portable view starts with: a path taken apart, and what is there. */
import { fileURLToPath } from 'node:url';
import { rawFromBytes, rawFromText } from '../../base/bytes-path.js';
import { fileError } from './host-files.js';
import { Layers } from './layers.js';
import { Walker } from './walk.js';
export class PortableView {
  host;
  layers;
  walker;
  #code;
  cwd;
  constructor({ host, places, lowerOpaque, code, cwd }) {
    this.host = host;
    this.layers = new Layers(lowerOpaque);
    this.walker = new Walker(this.layers, places);
    this.#code = code;
    this.cwd = cwd;
  }
  /** The path on the host of a file that is code, and not of the view. */
  codePath(path) {
    const raw = rawOf(path);
    return raw.startsWith('/') && this.#code.some((root) => raw === root || raw.startsWith(`${root}/`))
      ? raw
      : undefined;
  }
  walk(path, syscall, follows = true) {
    return this.walker.walk({ path: rawOf(path), cwd: this.cwd, follows, syscall });
  }
  /** What must be there. */
  get(path, syscall, follows = true) {
    const walked = this.walk(path, syscall, follows);
    if (walked.shown === undefined) throw fileError('ENOENT', syscall, rawOf(path));
    return walked;
  }
  /** A path of the host's that shows the same, for reading. */
  readable(path, syscall, follows = true) {
    const code = this.codePath(path);
    if (code !== undefined) return code;
    return readableOf(this.get(path, syscall, follows).shown);
  }
  /** Where something new may be put. */
  getFree(path, syscall) {
    const walked = this.walk(path, syscall, false);
    if (walked.shown !== undefined) throw fileError('EEXIST', syscall, rawOf(path));
    return walked;
  }
}
export function readableOf(shown) {
  if (shown.kind === 'other') return shown.file;
  return shown.stack.upper ?? shown.stack.lowers[0] ?? '/';
}
export function rawOf(path) {
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
//# sourceMappingURL=view.js.map

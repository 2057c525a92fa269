import { quoteRaw } from '../base/bytes-path.js';
import { LayoverError, messageOf } from '../base/errors.js';
import { syscalls } from '../native/syscalls.js';
import { encodeLink, encodeObject, encodeWhiteout, requirePlainNames } from '../tar/member.js';
import { writePieces } from '../tar/output.js';
import { PieceBuffer } from '../tar/pieces.js';
import { privilegesOf } from '../tar/privileges.js';
import { exportXattrs } from '../tar/xattrs.js';
import { HoleAllowance } from '../tree/holes.js';
import { Sources, sourceChanged } from '../tree/sources.js';
import { HardLinks } from './hard-links.js';
import { countXattrs } from './policy.js';
import { ReportBuilder } from './report.js';
import { selectChanges } from './select.js';
/**
 * Writes sorted, complete changes as the tar of one OCI layer: a deletion is a whiteout, what replaces another
 * type is just its entry. Equal changes give equal bytes. Everything is kept but sockets, which no tar holds.
 */
export function commitToTar(changes, options) {
  const selected = selectChanges(changes, options);
  for (const { path, change } of selected) requirePlainNames(path, change.path);
  const sources = new Sources();
  const report = new ReportBuilder();
  try {
    const { checkCanceled } = options;
    const tar = {
      out: new PieceBuffer(),
      sources,
      report,
      links: new HardLinks(),
      holes: new HoleAllowance(),
      checkCanceled,
    };
    writePieces(options.output, writeMembers(tar, selected, options));
    return report.build();
  } finally {
    sources.close();
  }
}
/** Whiteouts go first, so that a reader never meets one after a sibling it could be taken to delete. */
function* writeMembers(tar, selected, options) {
  const whiteouts = selected.filter(({ change }) => change.after === undefined);
  const entries = selected.filter(({ change }) => change.after !== undefined);
  for (const [index, one] of [...whiteouts, ...entries].entries()) {
    options.checkCanceled?.();
    yield* explaining(one, writeOne(tar, one));
    options.onProgress?.(index + 1, selected.length);
  }
  yield* tar.out.end();
}
function* writeOne(tar, { path, change }) {
  const entry = change.after;
  if (entry === undefined) yield* tar.out.write(encodeWhiteout(path));
  else if (entry.type === 'socket') return tar.report.skip(change.path, 'a socket, which no tar can hold');
  else yield* writeEntry(tar, { path, change, entry });
  tar.report.apply();
}
/** The first member of a hard-link group carries content and xattrs, the others name it. */
function* writeEntry(tar, { path, change, entry }) {
  const first = tar.links.find(change);
  if (first !== undefined) return yield* tar.out.write(encodeLink(path, entry, first));
  tar.links.remember(change, path);
  const { xattrs, lost } = exportXattrs(entry.xattrs);
  if (lost > 0) tar.report.strip(change.path, [countXattrs(lost)]);
  tar.report.notePrivileges(change.path, privilegesOf(entry));
  yield* tar.out.write(encodeObject(path, { ...entry, xattrs }));
  if (entry.type === 'file' && entry.size > 0) yield* writeContent(tar, change.path, entry);
}
/** Exactly the size in the header, whatever becomes of the file meanwhile. */
function* writeContent(tar, path, entry) {
  const { out, sources, report, holes, checkCanceled } = tar;
  const fd = sources.open(entry);
  try {
    holes.require(path, syscalls.stat(fd, ''));
    const read = yield* out.read(fd, entry.size, checkCanceled);
    if (read < entry.size) throw sourceChanged(entry, `it ends at ${read} of ${entry.size} bytes`);
  } finally {
    syscalls.close(fd);
  }
  yield* out.pad(entry.size);
  report.addBytes(entry.size);
}
function* explaining(one, pieces) {
  try {
    yield* pieces;
  } catch (cause) {
    if (!(cause instanceof Error) || !('errno' in cause)) throw cause;
    const path = one.change.path;
    const message = `${quoteRaw(path)} (${one.change.kind}) could not be written to the tar: ${messageOf(cause)}`;
    throw new LayoverError('LAYOVER_COMMIT_PATH', message, { cause });
  }
}
//# sourceMappingURL=to-tar.js.map

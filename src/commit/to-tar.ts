import { componentsOf, joinRaw, quoteRaw, type RawPath, splitRaw } from '../base/bytes-path.js';
import { LayoverError, messageOf } from '../base/errors.js';
import type { Change } from '../diff/change.js';
import { syscalls } from '../native/syscalls.js';
import { encodeHeader, type TarMember, type TarType } from '../tar/header.js';
import { type TarDestination, type TarOutput, withTarOutput } from '../tar/output.js';
import { encodePax, headerSeconds } from '../tar/pax.js';
import { exportXattrs } from '../tar/xattrs.js';
import type { Entry } from '../tree/entry.js';
import { HoleAllowance } from '../tree/holes.js';
import { Sources, sourceChanged } from '../tree/sources.js';
import { HardLinks } from './hard-links.js';
import { countXattrs, privilegesOf } from './policy.js';
import { type CommitOptions, type CommitReport, ReportBuilder } from './report.js';
import { type Selected, selectChanges } from './select.js';

export interface CommitToTarOptions extends CommitOptions {
  readonly output: TarDestination;
}

/**
 * Writes sorted, complete changes as the tar of one OCI layer: a deletion is a whiteout, what replaces another
 * type is just its entry. Equal changes give equal bytes. Everything is kept but sockets, which no tar holds.
 */
export function commitToTar(changes: readonly Change[], options: CommitToTarOptions): CommitReport {
  const selected = selectChanges(changes, options);
  for (const { path, change } of selected) requirePlainNames(path, change);
  const sources = new Sources();
  const report = new ReportBuilder();
  try {
    withTarOutput(options.output, (output) => {
      writeMembers(
        {
          output,
          sources,
          report,
          links: new HardLinks(),
          holes: new HoleAllowance(),
          checkCanceled: options.checkCanceled,
        },
        selected,
        options,
      );
      output.end();
    });
    return report.build();
  } finally {
    sources.close();
  }
}

interface TarContext {
  readonly output: TarOutput;
  readonly sources: Sources;
  readonly report: ReportBuilder;
  readonly links: HardLinks;
  readonly holes: HoleAllowance;
  readonly checkCanceled?: (() => void) | undefined;
}

const WHITEOUT_PREFIX = '.wh.';

/** To a reader such a name would be a deletion. */
function requirePlainNames(path: RawPath, change: Change): void {
  if (!componentsOf(path).some((name) => name.startsWith(WHITEOUT_PREFIX))) return;
  const message = `${quoteRaw(change.path)} cannot be in a layer tar: names that start with .wh. stand for deletions`;
  throw new LayoverError('LAYOVER_COMMIT_PATH', message, { hint: 'Rename it, or leave it out.' });
}

/** Whiteouts go first, so that a reader never meets one after a sibling it could be taken to delete. */
function writeMembers(context: TarContext, selected: readonly Selected[], options: CommitOptions): void {
  const whiteouts = selected.filter(({ change }) => change.after === undefined);
  const entries = selected.filter(({ change }) => change.after !== undefined);
  for (const [index, one] of [...whiteouts, ...entries].entries()) {
    options.checkCanceled?.();
    explaining(one, () => writeOne(context, one));
    options.onProgress?.(index + 1, selected.length);
  }
}

function writeOne(context: TarContext, { path, change }: Selected): void {
  const entry = change.after;
  if (entry === undefined) writeWhiteout(context, path);
  else if (entry.type === 'socket')
    return context.report.skip(change.path, 'a socket, which no tar can hold');
  else writeEntry(context, { path, change, entry });
  context.report.apply();
}

function writeWhiteout({ output }: TarContext, path: RawPath): void {
  const { parent, name } = splitRaw(path);
  const marker = joinRaw(parent, WHITEOUT_PREFIX + name);
  const member: TarMember = { type: 'file', path: marker, mode: 0, uid: 0, gid: 0, size: 0, mtimeSeconds: 0 };
  output.write(encodePax({ member, mtimeNs: 0n, xattrs: [] }));
  output.write(encodeHeader(member));
}

interface TarEntry extends Selected {
  readonly entry: Entry;
}

/** The first member of a hard-link group carries content and xattrs, the others name it. */
function writeEntry(context: TarContext, { path, change, entry }: TarEntry): void {
  const first = context.links.find(change);
  if (first === undefined) context.links.remember(change, path);
  const member = memberOf(path, entry, first);
  const { xattrs, lost } = first === undefined ? exportXattrs(entry.xattrs) : { xattrs: [], lost: 0 };
  if (lost > 0) context.report.strip(change.path, [countXattrs(lost)]);
  context.report.keep(change.path, privilegesOf(entry));
  context.output.write(encodePax({ member, mtimeNs: entry.mtimeNs, xattrs }));
  context.output.write(encodeHeader(member));
  if (member.size > 0) writeContent(context, { path: change.path, entry });
}

function memberOf(path: RawPath, entry: Entry, first: RawPath | undefined): TarMember {
  const { mode, uid, gid, device } = entry;
  const shared = { mode, uid, gid, mtimeSeconds: headerSeconds(entry.mtimeNs) };
  if (first !== undefined) return { ...shared, type: 'link', path, linkPath: first, size: 0 };
  return {
    ...shared,
    type: tarTypeOf(entry),
    path: entry.type === 'directory' ? (`${path === '' ? '.' : path}/` as RawPath) : path,
    linkPath: entry.target,
    size: entry.type === 'file' ? entry.size : 0,
    device,
  };
}

function tarTypeOf(entry: Entry): TarType {
  if (entry.type === 'socket') throw new Error('A socket has no type in a tar');
  return entry.type;
}

/** Exactly the size in the header, whatever becomes of the file meanwhile. */
function writeContent(context: TarContext, { path, entry }: { path: RawPath; entry: Entry }): void {
  const { output, sources, report, holes, checkCanceled } = context;
  const fd = sources.open(entry);
  try {
    holes.require(path, syscalls.stat(fd, ''));
    for (let at = 0; at < entry.size; ) {
      checkCanceled?.();
      const read = output.writeFrom(fd, { offset: at, length: entry.size - at });
      if (read === 0) throw sourceChanged(entry, `it ends at ${at} of ${entry.size} bytes`);
      at += read;
    }
  } finally {
    syscalls.close(fd);
  }
  output.pad(entry.size);
  report.addBytes(entry.size);
}

function explaining(one: Selected, action: () => void): void {
  try {
    action();
  } catch (cause) {
    if (!(cause instanceof Error) || !('errno' in cause)) throw cause;
    const message = `${quoteRaw(one.change.path)} (${one.change.kind}) could not be written to the tar: ${messageOf(cause)}`;
    throw new LayoverError('LAYOVER_COMMIT_PATH', message, { cause });
  }
}

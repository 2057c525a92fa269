import type { StructuredPatchHunk } from 'diff';
import { quoteRaw, type RawPath, textFromRaw } from '../base/bytes-path.js';
import { hasErrno } from '../base/errors.js';
import { S_IFLNK, S_IFREG } from '../native/constants.js';
import type { Entry } from '../tree/entry.js';
import { readFileAt } from '../tree/file-content.js';
import type { Change, ChangeKind } from './change.js';

const LARGEST_TEXT_BYTES = 1024 * 1024;
const CONTEXT_LINES = 3;
/** After this the whole file is shown as exchanged. */
const DIFF_TIMEOUT_MS = 1000;
const NOTHING = '/dev/null';

/**
 * The lines of a unified diff as Git writes it. Files that are not UTF-8 text, or large, only differ; what a patch
 * cannot say (directories, devices, owners) is said in words. Reads the trees the changes came from; of a path that is
 * `foreign` the old side is not what the job found, so what others did there looks like the job's undoing of it.
 */
export async function* renderPatch(
  changes: Iterable<Change>,
  foreign: ReadonlySet<RawPath> = new Set(),
): AsyncGenerator<string> {
  for (const { path, kind, before, after } of changes) {
    if (foreign.has(path))
      yield `# changed by others too since the job ran; the old side is theirs: ${quoteRaw(path)}`;
    if (kind === 'replaced') {
      yield* renderPair({ path, kind, before });
      yield* renderPair({ path, kind, after });
    } else {
      yield* renderPair({ path, kind, before, after });
    }
  }
}

interface Pair {
  readonly path: RawPath;
  readonly kind: ChangeKind;
  readonly before?: Entry | undefined;
  readonly after?: Entry | undefined;
}

async function* renderPair({ path, kind, before, after }: Pair): AsyncGenerator<string> {
  const entry = after ?? before;
  if (entry === undefined) return;
  if (!isText(entry)) {
    yield `# ${verbOf(before, after)} ${entry.type}: ${quoteRaw(path)}`;
    return;
  }
  const names = { old: quoteRaw(`a/${path}` as RawPath), new: quoteRaw(`b/${path}` as RawPath) };
  yield `diff --git ${names.old} ${names.new}`;
  yield* renderModes(before, after);
  if (kind !== 'metadata') yield* renderContents(readSide(before, names.old), readSide(after, names.new));
}

function isText({ type }: Entry): boolean {
  return type === 'file' || type === 'symlink';
}

function verbOf(before: Entry | undefined, after: Entry | undefined): string {
  if (before === undefined) return 'added';
  return after === undefined ? 'deleted' : 'changed';
}

function* renderModes(before: Entry | undefined, after: Entry | undefined): Generator<string> {
  if (after === undefined && before) yield `deleted file mode ${gitMode(before)}`;
  else if (before === undefined && after) yield `new file mode ${gitMode(after)}`;
  else if (before && after && before.mode !== after.mode) {
    yield `old mode ${gitMode(before)}`;
    yield `new mode ${gitMode(after)}`;
  }
}

interface Side {
  readonly label: string;
  /** Undefined where it is large or no text. */
  readonly text: string | undefined;
}

async function* renderContents(left: Side, right: Side): AsyncGenerator<string> {
  if (left.text === undefined || right.text === undefined) {
    yield `Binary files ${left.label} and ${right.label} differ`;
    return;
  }
  if (left.text === right.text) return;
  yield `--- ${left.label}`;
  yield `+++ ${right.label}`;
  for (const hunk of await findHunks(left.text, right.text)) {
    yield `@@ -${rangeOf(hunk.oldStart, hunk.oldLines)} +${rangeOf(hunk.newStart, hunk.newLines)} @@`;
    yield* hunk.lines;
  }
}

function readSide(entry: Entry | undefined, label: string): Side {
  return entry ? { label, text: readText(entry) } : { label: NOTHING, text: '' };
}

function readText(entry: Entry): string | undefined {
  if (entry.type === 'symlink') return textFromRaw(entry.target ?? ('' as RawPath));
  if (entry.size > LARGEST_TEXT_BYTES) return undefined;
  const bytes = readIfAllowed(entry);
  return bytes === undefined || bytes.includes(0) ? undefined : textFromRaw(bytes.toString('latin1'));
}

/** A job may have replaced what its caller may not read. */
function readIfAllowed({ source, size }: Entry): Buffer | undefined {
  try {
    return readFileAt(source, size);
  } catch (error) {
    if (hasErrno(error, 'EACCES')) return undefined;
    throw error;
  }
}

async function findHunks(oldText: string, newText: string): Promise<StructuredPatchHunk[]> {
  const { structuredPatch } = await import('diff');
  const options = { context: CONTEXT_LINES, timeout: DIFF_TIMEOUT_MS };
  const patch = structuredPatch('', '', oldText, newText, undefined, undefined, options);
  return patch?.hunks ?? [exchangeAll(oldText, newText)];
}

function exchangeAll(oldText: string, newText: string): StructuredPatchHunk {
  const [oldLines, newLines] = [linesOf(oldText, '-'), linesOf(newText, '+')];
  return {
    oldStart: 1,
    oldLines: oldLines.count,
    newStart: 1,
    newLines: newLines.count,
    lines: [...oldLines.lines, ...newLines.lines],
  };
}

function linesOf(text: string, sign: '+' | '-'): { count: number; lines: string[] } {
  const lines = text.split('\n').map((line) => `${sign}${line}`);
  const isEnded = text === '' || text.endsWith('\n');
  if (isEnded) lines.pop();
  return { count: lines.length, lines: isEnded ? lines : [...lines, '\\ No newline at end of file'] };
}

// A side without lines is counted from the line before it.
function rangeOf(start: number, lines: number): string {
  return `${lines === 0 ? start - 1 : start}${lines === 1 ? '' : `,${lines}`}`;
}

function gitMode({ type, mode }: Entry): string {
  return ((type === 'symlink' ? S_IFLNK : S_IFREG) | (type === 'symlink' ? 0 : mode)).toString(8);
}

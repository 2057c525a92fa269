/** Committing what a job of a pipeline made, place by place, as the tree host does it. */
import { readSync } from 'node:fs';
import { isBelow, quoteRaw, ROOT_PATH, splitRaw } from '../../base/bytes-path.js';
import { syscalls } from '../../native/syscalls.js';
import { Sources } from '../../tree/sources.js';
export async function commitPlaces(input, { readView }) {
  const { matcherOf } = await import('../../inputs/select.js');
  const { enforceRules } = await import('../../commit/rules.js');
  const { commitLayer } = await import('../../layers/commit-layer.js');
  const { digestContent } = await import('../../layers/content.js');
  const changes = readView(input);
  const found = findSecret(changes, input.secrets);
  if (found) return { kind: 'secret', name: found.name, path: quoteRaw(found.path) };
  const { store, style, createdBy, parts, rules } = input;
  // What a job keeps in a place of its own, a cache, is nobody's to judge: it goes nowhere else.
  const judged = rules && [ROOT_PATH, rules.under];
  enforceRules(
    changes.filter(({ path }) => judged?.includes(placeOf(path, parts)?.at ?? ROOT_PATH)),
    rules,
  );
  const layers = [];
  const idle = [];
  let left = changes.length;
  for (const { at, name, globs } of input.places) {
    const part = parts.find((one) => one.at === at);
    if (part === undefined) throw new Error(`The job has no place at /${at}`);
    const own = changes.filter(({ path }) => placeOf(path, parts) === part).map((one) => rebase(one, part));
    const isChosen = globs === undefined ? () => true : matcherOf(globs);
    const chosen = own.filter(({ path }) => isChosen(path));
    idle.push(
      ...(globs ?? []).filter(
        (glob) => !glob.startsWith('!') && !own.some(({ path }) => matcherOf([glob])(path)),
      ),
    );
    left -= chosen.length;
    if (chosen.length === 0) continue;
    const { record } = commitLayer(chosen, { store, style, name, createdBy, part });
    const content = digestContent(store, record.id);
    layers.push({ at, layer: record.id, content, applied: chosen.length, bytes: record.bytes });
  }
  return { kind: 'committed', layers, idle, left };
}
export function placeOf(path, parts) {
  const around = parts.filter(({ at }) => isBelow(path, at));
  return around.sort((a, b) => b.at.length - a.at.length)[0];
}
/** The change as seen from its place's own root. */
export function rebase(change, { at }) {
  if (at === '') return change;
  const cut = (path) => path.slice(at.length + 1);
  const { hardLinks } = change;
  return { ...change, path: cut(change.path), ...(hardLinks && { hardLinks: hardLinks.map(cut) }) };
}
function findSecret(changes, secrets) {
  if (secrets.length === 0) return undefined;
  const needles = secrets.map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes) }));
  const sources = new Sources();
  try {
    for (const change of changes) {
      const name = needles.find(({ bytes }) => holds(change, bytes, sources))?.name;
      if (name !== undefined) return { name, path: change.path };
    }
    return undefined;
  } finally {
    sources.close();
  }
}
function holds({ path, after }, needle, sources) {
  if (after === undefined) return false;
  const texts = [splitRaw(path).name, after.target ?? ''].map((raw) => Buffer.from(raw, 'latin1'));
  if (
    [...texts, ...after.xattrs.map(([, value]) => Buffer.from(value))].some((text) => text.includes(needle))
  )
    return true;
  if (after.type !== 'file' || after.size < needle.length) return false;
  const fd = sources.open(after);
  try {
    return isInFile(fd, needle);
  } finally {
    syscalls.close(fd);
  }
}
const CHUNK_BYTES = 1 << 20;
function isInFile(fd, needle) {
  const buffer = Buffer.alloc(CHUNK_BYTES + needle.length);
  let kept = 0;
  for (let at = 0; ; ) {
    const count = readSync(fd, buffer, kept, CHUNK_BYTES, at);
    if (count === 0) return false;
    const filled = buffer.subarray(0, kept + count);
    if (filled.includes(needle)) return true;
    // What could be the beginning of it goes before the next piece.
    kept = Math.min(needle.length - 1, filled.length);
    filled.copyWithin(0, filled.length - kept);
    at += count;
  }
}
//# sourceMappingURL=commit-places.js.map

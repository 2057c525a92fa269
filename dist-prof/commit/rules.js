/**
 * What a job may have done, as a definition says it, told from its effects: they are all there once it has ended, whatever
 * way they came about. A change that breaks a rule keeps every change of the commit out.
 */
import picomatch from 'picomatch';
import { componentsOf, isBelow, quoteRaw, rawFromText, splitRaw } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import { formatSize } from '../base/units.js';
import { writtenBytes } from '../diff/summarize.js';
/** Throws `LAYOVER_COMMIT_REFUSED`, with every path that breaks a rule. */
export function enforceRules(changes, rules) {
  if (rules === undefined) return;
  const { allow, deny = [], under } = rules;
  const broken = [
    ...(allow ? findStrays(changes, matcherOf(allow, under)) : []),
    ...deny.flatMap((rule) => findDenied(changes, rule, under)),
  ];
  if (broken.length === 0) return;
  const count = broken.length === 1 ? 'One change breaks' : `${broken.length} changes break`;
  throw new LayoverError(
    'LAYOVER_COMMIT_REFUSED',
    `${count} the rules of the sandbox; nothing was committed`,
    {
      details: broken,
      hint: 'The rules are `allow` and `deny` of its definition; --only and --except leave changes out.',
    },
  );
}
function findStrays(changes, isAllowed) {
  // A directory on the way to what may change may be made.
  const stray = changes.filter(({ path, kind, after }) => {
    if (isAllowed(path)) return false;
    const isWay = after?.type === 'directory' && kind === 'added';
    return (
      !isWay ||
      !changes.some((other) => other.path !== path && isBelow(other.path, path) && isAllowed(other.path))
    );
  });
  return stray.map(({ path }) => `${quoteRaw(path)}: only what \`allow\` names may change`);
}
function findDenied(changes, rule, under) {
  const { paths, except = [], what, size, total } = rule;
  const [isMeant, isExempt] = [paths && matcherOf(paths, under), matcherOf(except, under)];
  const met = changes.filter((change) => {
    if (isMeant?.(change.path) === false || isExempt(change.path)) return false;
    if (what !== undefined && !HAS_EFFECT[what](change, under)) return false;
    return size === undefined || writtenBytes(change) > size;
  });
  if (total === undefined) return met.map((change) => `${quoteRaw(change.path)}: ${reasonOf(rule, change)}`);
  const sum = met.reduce((bytes, change) => bytes + writtenBytes(change), 0);
  if (sum <= total) return [];
  const [largest] = met.toSorted((a, b) => writtenBytes(b) - writtenBytes(a));
  const where = quoteRaw(largest?.path ?? under);
  return [`${where}, and others: ${formatSize(sum)} in all, ${formatSize(total)} are allowed`];
}
function reasonOf({ what, size }, change) {
  if (size !== undefined) return `${formatSize(writtenBytes(change))}, ${formatSize(size)} are allowed`;
  return what === undefined ? '`deny` names it' : WORDS[what];
}
const WORDS = {
  executable: 'it can be executed',
  dotfile: 'a new name that starts with a dot',
  'link-outside': 'a symlink that leads out',
  setuid: 'it runs with the rights of its owner',
  device: 'a device',
};
const HAS_EFFECT = {
  executable: ({ after }) => after?.type === 'file' && (after.mode & 0o111) !== 0,
  dotfile: ({ path, kind }) => kind === 'added' && splitRaw(path).name.startsWith('.'),
  'link-outside': ({ path, after }, under) =>
    after?.type === 'symlink' && leadsOutside(path, after.target ?? '', under),
  setuid: ({ after }) =>
    after !== undefined &&
    ((after.type === 'file' && (after.mode & 0o6000) !== 0) ||
      after.xattrs.some(([name]) => name === 'security.capability')),
  device: ({ after }) => after?.type === 'character' || after?.type === 'block',
};
/** By its words alone; an absolute one leads to wherever the tree lies then, unless that is where it lay. */
function leadsOutside(path, target, under) {
  const root = isBelow(path, under) ? under : '';
  if (target.startsWith('/')) return root === '' || !isBelow(normalize([], target) ?? '', root);
  const resolved = normalize(componentsOf(splitRaw(path).parent), target);
  return resolved === undefined || !isBelow(resolved, root);
}
/** Undefined where it climbs above the root. */
function normalize(start, target) {
  const parts = [...start];
  for (const name of target.split('/')) {
    if (name === '' || name === '.') continue;
    if (name !== '..') parts.push(name);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
function matcherOf(globs, under) {
  const matchers = globs.map((glob) => {
    const text = rawFromText(glob.replace(/^\/+|\/+$/g, ''));
    return { isOfView: glob.startsWith('/'), matches: picomatch(text, { dot: true }) };
  });
  return (path) => {
    const inner = isBelow(path, under) ? (under === '' ? path : path.slice(under.length + 1)) : undefined;
    return matchers.some(({ isOfView, matches }) => {
      const subject = isOfView ? path : inner;
      return subject !== undefined && subject !== '' && matches(subject);
    });
  };
}
//# sourceMappingURL=rules.js.map

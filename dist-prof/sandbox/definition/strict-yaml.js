/**
 * YAML files of a strict schema: definitions of sandboxes, and pipelines. An error names the file, the line and the
 * column, what was found there, and the word that was most likely meant. zod and yaml are loaded only when asked for.
 */
import { readFile } from 'node:fs/promises';
import { hasErrno, LayoverError, messageOf } from '../../base/errors.js';
import { findNearest } from '../../base/nearest.js';
/** The text of `file`; `what` names it in errors: "sandbox definition". */
export async function readYamlText(file, what) {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new LayoverError('LAYOVER_DEFINITION', `The ${what} ${file} ${reasonOf(cause)}`, { cause });
  }
}
function reasonOf(cause) {
  if (hasErrno(cause, 'ENOENT', 'ENOTDIR')) return 'does not exist';
  if (hasErrno(cause, 'EISDIR')) return 'is a directory, not a file';
  return `cannot be read: ${messageOf(cause)}`;
}
/** Checks `text` against the schema; `file` names it in errors, all of them LAYOVER_DEFINITION. */
export async function parseYaml(text, file, schema) {
  const { LineCounter: Counter, parseDocument } = await import('yaml');
  const lines = new Counter();
  const document = parseDocument(text, {
    lineCounter: lines,
    strict: true,
    uniqueKeys: true,
    version: '1.2',
  });
  const source = { file, document, lines };
  const [broken] = document.errors;
  if (broken) throw errorAtOffset(source, broken.pos[0], { problem: explainBroken(broken) });
  const checked = schema.safeParse(plainValue(source) ?? {});
  if (!checked.success) throw schemaError(source, checked.error, await keysOf(schema));
  return {
    value: checked.data,
    errorAt: (path, problem, hint) => errorAtOffset(source, offsetOf(document, path), { problem, hint }),
  };
}
/** The place stands before it, and what a program would have to call is of no use to its reader. */
function explainBroken({ code, message }) {
  if (code === 'MULTIPLE_DOCS') return 'a second document begins: there can be only one';
  return (message.split('\n')[0] ?? 'not YAML').replace(/ at line \d+, column \d+:?$/, '');
}
/** Aliases that unfold without end are the one thing that parses and cannot be had. */
function plainValue(source) {
  try {
    return source.document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw errorAtOffset(source, 0, { problem: messageOf(cause) });
  }
}
function schemaError(source, error, keys) {
  const issue = innermost(firstOf(error.issues));
  if (issue === undefined) return errorAtOffset(source, 0, { problem: 'is not what was expected' });
  if (issue.code === 'unrecognized_keys') return unknownKey(source, issue, keys);
  if (issue.code === 'invalid_key') return wrongKey(source, issue);
  const where = issue.path.length > 0 ? `${issue.path.map(String).join('.')}: ` : '';
  const seen = source.document.getIn(issue.path);
  const got = isScalar(seen) ? `, got ${JSON.stringify(seen)}` : '';
  return errorAtOffset(source, offsetOf(source.document, issue.path), {
    problem: `${where}${problemOf(issue)}${got}`,
  });
}
/** What is missing may be there under a wrong name: that is said first. */
function firstOf(issues) {
  const [first] = issues;
  const unknown = issues.find(({ code }) => code === 'unrecognized_keys');
  return first?.code === 'invalid_type' && first.input === undefined ? (unknown ?? first) : first;
}
/** Of the alternatives of a union, the one that went wrong deepest is what was meant. */
function innermost(issue) {
  if (issue?.code !== 'invalid_union') return issue;
  const tried = issue.errors.flatMap((issues) => issues.slice(0, 1));
  const deepest = tried.sort((left, right) => right.path.length - left.path.length)[0];
  if (deepest === undefined || (deepest.path.length === 0 && deepest.code === 'invalid_type')) return issue;
  return innermost({ ...deepest, path: [...issue.path, ...deepest.path] });
}
function problemOf(issue) {
  if (issue.code === 'invalid_type' && / received undefined$/.test(issue.message)) return 'is missing';
  if (issue.code !== 'invalid_union') return issue.message;
  const expected = issue.errors.flatMap(([first]) =>
    first?.code === 'invalid_type' ? [first.expected] : [],
  );
  return expected.length > 0 ? `expected ${[...new Set(expected)].join(' or ')}` : issue.message;
}
function unknownKey(source, issue, keys) {
  const [key = ''] = issue.keys;
  const path = [...issue.path, key];
  const nearest = findNearest(key, keys);
  const hint = nearest === undefined ? undefined : `Did you mean ${nearest}?`;
  return errorAtOffset(source, keyOffset(source.document, path), {
    problem: `${path.map(String).join('.')}: unknown key`,
    hint,
  });
}
function wrongKey(source, { path, issues }) {
  const problem = `${path.map(String).join('.')}: the key ${issues[0]?.message ?? 'is not allowed'}`;
  return errorAtOffset(source, keyOffset(source.document, path), { problem });
}
/** Every key that the schema knows, wherever it stands. */
async function keysOf(schema) {
  const { toJSONSchema } = await import('zod');
  const keys = new Set();
  JSON.stringify(toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }), (name, value) => {
    if (name === 'properties') for (const key of Object.keys(value)) keys.add(key);
    return value;
  });
  return [...keys];
}
function isScalar(value) {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
/** Where the innermost node on `path` stands: a missing value is shown at what should hold it. */
function offsetOf(document, path) {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true);
    if (node?.range) return node.range[0];
  }
  return 0;
}
function keyOffset(document, path) {
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  if (typeof parent !== 'object' || parent === null || !('items' in parent)) return offsetOf(document, path);
  const items = parent.items;
  const key = items.find((item) => item.key?.value === path.at(-1))?.key;
  return key?.range?.[0] ?? offsetOf(document, path);
}
function errorAtOffset({ file, lines }, offset, { problem, hint }) {
  const { line, col } = lines.linePos(offset);
  return new LayoverError('LAYOVER_DEFINITION', `${file}:${line}:${col}: ${problem}`, { hint });
}
//# sourceMappingURL=strict-yaml.js.map

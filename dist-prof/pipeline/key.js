/**
 * What a job is given, as one digest: two jobs with the same key would do the same. Every part has a name, so that
 * what changed can be told. Values of the environment are in it as digests only; secrets are not in it at all.
 */
import { createHash } from 'node:crypto';

/** Changed with every change to what a key means. */
const KEY_VERSION = '2';
export function partsOf(source) {
  const { tool, cwd, network, inputs, needs } = source;
  return {
    layover: `${KEY_VERSION} ${tool}`,
    command: digest(source.action),
    code: source.code,
    cwd,
    network,
    inputs,
    limits: digest(source.limits ?? null),
    outputs: digest(source.outputs ?? null),
    secrets: source.secrets.join(' '),
    caches: source.caches.join(' '),
    order: needs.map(({ name }) => name).join(' '),
    ...Object.fromEntries(source.machine.map(([path, tree]) => [`machine ${path}`, tree])),
    ...Object.fromEntries(source.lowers.map(({ word, ids }) => [`lower ${word}`, digest(ids)])),
    ...Object.fromEntries(
      Object.entries(source.definition).map(([name, value]) => [`sandbox ${name}`, digest(value ?? null)]),
    ),
    ...Object.fromEntries(source.env.map((pair) => [`env ${pair.split('=', 1)[0]}`, digest(pair)])),
    ...Object.fromEntries(needs.map(({ name, layers }) => [`need ${name}`, digest(layers.map(contentOf))])),
  };
}
export function keyOf(parts) {
  const sorted = Object.entries(parts).sort(([left], [right]) => (left < right ? -1 : 1));
  return digest(sorted);
}
export function treesOf({ needs }, inputs) {
  return {
    inputs: [inputs],
    ...Object.fromEntries(
      needs.map(({ name, layers }) => [`need ${name}`, layers.map(({ layer }) => layer)]),
    ),
  };
}
function contentOf({ place, content }) {
  return `${place} ${content}`;
}
function digest(value) {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
//# sourceMappingURL=key.js.map

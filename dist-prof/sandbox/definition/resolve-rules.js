import { ROOT_PATH } from '../../base/bytes-path.js';
import { parseSize } from '../../base/units.js';
import { targetOf } from './resolve-view.js';
/** What a definition says of effects, for a job whose project lies at this place of the view: a pipeline's is its first place. */
export function resolveRules({ allow, deny }, { places }, project) {
  if (allow === undefined && deny === undefined) return undefined;
  const rules = deny?.map((rule) => (typeof rule === 'string' ? { paths: [rule] } : resolveRule(rule)));
  return { under: project?.at ?? firstOf(places), allow, deny: rules };
}
function firstOf([first] = []) {
  return first === undefined ? ROOT_PATH : targetOf(first.at);
}
function resolveRule({ size, total, ...rule }) {
  return { ...rule, size: bytesOf(size, 'deny.size'), total: bytesOf(total, 'deny.total') };
}
function bytesOf(size, name) {
  return size === undefined ? undefined : parseSize(size, name);
}
//# sourceMappingURL=resolve-rules.js.map

import { type RawPath, ROOT_PATH } from '../base/bytes-path.js';
import { parseSize } from '../base/units.js';
import type { EffectRules } from '../commit/rules.js';
import type { Definition, DenySpec } from './definition.js';

/** What a definition says of effects, for a job whose project lies at this place of the view. */
export function resolveRules(
  { allow, deny }: Definition,
  project: { readonly at: RawPath } | undefined,
): EffectRules | undefined {
  if (allow === undefined && deny === undefined) return undefined;
  const rules = deny?.map((rule) => (typeof rule === 'string' ? { paths: [rule] } : resolveRule(rule)));
  return { under: project?.at ?? ROOT_PATH, allow, deny: rules };
}

function resolveRule({ size, total, ...rule }: DenySpec): NonNullable<EffectRules['deny']>[number] {
  return { ...rule, size: bytesOf(size, 'deny.size'), total: bytesOf(total, 'deny.total') };
}

function bytesOf(size: number | string | undefined, name: string): number | undefined {
  return size === undefined ? undefined : parseSize(size, name);
}

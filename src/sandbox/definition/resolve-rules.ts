import { type RawPath, ROOT_PATH } from '../../base/bytes-path.js';
import { parseSize } from '../../base/units.js';
import type { EffectRules } from '../../commit/rules.js';
import type { Definition, DenySpec } from './definition.js';
import { targetOf } from './resolve-view.js';
import type { RunSpec } from './spec.js';

/** What a definition says of effects, for a job whose project lies at this place of the view: a pipeline's is its first place. */
export function resolveRules(
  { allow, deny }: Definition,
  { places }: Pick<RunSpec, 'places'>,
  project: { readonly at: RawPath } | undefined,
): EffectRules | undefined {
  if (allow === undefined && deny === undefined) return undefined;
  const rules = deny?.map((rule) => (typeof rule === 'string' ? { paths: [rule] } : resolveRule(rule)));
  return { under: project?.at ?? firstOf(places), allow, deny: rules };
}

function firstOf([first]: RunSpec['places'] = []): RawPath {
  return first === undefined ? ROOT_PATH : targetOf(first.at);
}

function resolveRule({ size, total, ...rule }: DenySpec): NonNullable<EffectRules['deny']>[number] {
  return { ...rule, size: bytesOf(size, 'deny.size'), total: bytesOf(total, 'deny.total') };
}

function bytesOf(size: number | string | undefined, name: string): number | undefined {
  return size === undefined ? undefined : parseSize(size, name);
}

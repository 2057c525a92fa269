/** Stacks of lowers that are higher than an overlay takes: layers of theirs are mounted as one, made once and kept. */

import type { HostPath } from '../../base/bytes-path.js';
import { LayoverError } from '../../base/errors.js';
import { type MergePlan, planMerge } from '../../layers/plan-merge.js';
import { findLayer } from '../../layers/record.js';
import { findRef } from '../../layers/refs.js';
import { treePath } from '../../layers/store.js';
import { LOWERS_MAX } from '../../overlay/driver.js';
import type { ResolvedSpec } from '../definition/resolve.js';
import type { RunSpec } from '../definition/spec.js';
import type { Machine } from '../machine.js';
import { lockKey } from '../state/key-lock.js';

type Asker = Pick<RunSpec, 'signal' | 'onNotice'>;

/** The same, with no place that has more lowers than one overlay takes. */
export async function fitLowers(
  resolved: ResolvedSpec,
  machine: Machine,
  asker: Asker,
): Promise<ResolvedSpec> {
  const { view } = resolved;
  const { lowers, places = [] } = view;
  if ([{ lowers }, ...places].every((place) => place.lowers.length <= LOWERS_MAX)) return resolved;
  const fitted = [];
  for (const place of places) fitted.push({ ...place, lowers: await fit(place.lowers, machine, asker) });
  return { ...resolved, view: { ...view, lowers: await fit(lowers, machine, asker), places: fitted } };
}

async function fit(
  lowers: readonly HostPath[],
  machine: Machine,
  asker: Asker,
): Promise<readonly HostPath[]> {
  const plan = planMerge(machine.home.store, lowers);
  const id = plan && (await findOrMerge(plan, machine, asker));
  const fitted =
    plan === undefined || id === undefined
      ? lowers
      : lowers.toSpliced(plan.start, plan.ids.length, treePath(machine.home.store, id));
  if (fitted.length <= LOWERS_MAX) return fitted;
  const message = `${fitted.length} lowers are more than an overlay can have: ${LOWERS_MAX} is the most`;
  throw new LayoverError('LAYOVER_LOWER_INVALID', message, {
    hint: 'Merge some of them into one directory, or import them: layers of the store are merged where they follow each other.',
  });
}

async function findOrMerge(plan: MergePlan, machine: Machine, { signal, onNotice }: Asker): Promise<string> {
  const known = findMerged(plan, machine);
  if (known !== undefined) return known;
  const { ids, isLowest, name } = plan;
  using _lock = await lockKey(machine.home, `merge-${name.slice(-64)}`, signal);
  // Another runner may have made it meanwhile.
  const made = findMerged(plan, machine);
  if (made !== undefined) return made;
  onNotice?.(`merging ${ids.length} layers into one, which later jobs use as well`);
  const { store } = machine.home;
  const style = machine.mode === 'root' ? 'trusted' : 'user';
  const trees = await machine.trees();
  return await trees.run('mergeLayers', { store, style, ids, isLowest, name }, { signal });
}

function findMerged({ name }: MergePlan, { home: { store } }: Machine): string | undefined {
  const [link] = findRef(store, name)?.chain ?? [];
  return link !== undefined && 'layer' in link ? findLayer(store, link.layer)?.id : undefined;
}

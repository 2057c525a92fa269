import type { Contender } from './suite.js';

/**
 * Contenders that are all counted at once: the sample of the first takes the count, those of the others read it. A name
 * that a count does not have is 0 in it.
 */
export function openCensus(
  names: ReadonlyArray<Pick<Contender, 'name' | 'yardstick'>>,
  take: () => Promise<ReadonlyMap<string, number>>,
): Contender[] {
  let last: ReadonlyMap<string, number> | undefined;
  return names.map((name, index) => ({
    ...name,
    async sample() {
      if (index === 0) {
        last = undefined;
        last = await take();
      }
      if (last === undefined) throw new Error('there was no count');
      return last.get(name.name) ?? 0;
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }));
}

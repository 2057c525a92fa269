/**
 * Long lists go from a tree host to the main thread piece by piece, each small enough to be unpacked between two
 * turns of the event loop, and the next only when the last was taken: so a job that made a million files keeps
 * neither the loop busy nor the list in memory.
 */
import { LayoverError } from '../../base/errors.js';

const WEIGHT_MAX = 32 * 1024;
/** Cuts a list into pieces of at most 32 KiB by `weigh`, or of one item. */
export function* cutIntoBatches(items, weigh) {
  let batch = [];
  let weight = 0;
  for (const item of items) {
    const own = weigh(item);
    if (batch.length > 0 && weight + own > WEIGHT_MAX) {
      yield batch;
      batch = [];
      weight = 0;
    }
    batch.push(item);
    weight += own;
  }
  if (batch.length > 0) yield batch;
}
/** Runs `start`, which hands over pieces, and yields them. A reader that stops early stops the work. */
export async function* takeBatches(start) {
  let announce = () => undefined;
  const nextTurn = async () =>
    await new Promise((resolve) => {
      announce = resolve;
    });
  let next = nextTurn();
  const work = start(async (items) => {
    return await new Promise((answer) => announce({ items, answer }));
  });
  work.then(
    () => announce(undefined),
    () => announce(undefined),
  );
  let isWanted = false;
  try {
    for (let turn = await next; turn !== undefined; turn = await next) {
      next = nextTurn();
      isWanted = false;
      try {
        yield turn.items;
        isWanted = true;
      } finally {
        turn.answer(isWanted);
      }
    }
    isWanted = true;
  } finally {
    await work.catch((error) => {
      const isStopped = error instanceof LayoverError && error.code === 'LAYOVER_CANCELED';
      if (isWanted || !isStopped) throw error;
    });
  }
}
//# sourceMappingURL=batches.js.map

const ATTEMPTS = 3;
const DELAY_MS = 200;
const DELAY_MAX_MS = 30_000;
/** How long to wait before the next attempt; undefined where there is to be none. */
export function planRetry(end, retry = {}) {
  const { attempts = ATTEMPTS, on = ['errored'], delayMs = DELAY_MS } = retry;
  if (end.kind === 'succeeded' || end.attempts >= attempts || !on.includes(end.kind)) return undefined;
  return Math.min(delayMs * 2 ** (end.attempts - 1), DELAY_MAX_MS);
}
//# sourceMappingURL=retry.js.map

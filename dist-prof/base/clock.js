export const systemClock = {
  now: () => performance.now(),
  after: (ms, act) => {
    let timer;
    const wait = (left) => {
      const piece = Math.min(left, TIMER_MAX_MS);
      timer = setTimeout(() => (left > piece ? wait(left - piece) : act()), piece);
    };
    wait(ms);
    return () => clearTimeout(timer);
  },
};
// Node fires a timer at once that is set for longer.
const TIMER_MAX_MS = 2 ** 31 - 1;
//# sourceMappingURL=clock.js.map

import { compareRaw } from '../../base/bytes-path.js';
/** The root first, then parents before what lies in them, then what hides something. */
export function orderMounts([root, ...places], others) {
  const all = [...places, ...others];
  const hides = all.filter(({ kind }) => kind === 'hide');
  const shown = all.filter(({ kind }) => kind !== 'hide').sort((a, b) => compareRaw(a.target, b.target));
  return [...(root ? [root] : []), ...shown, ...hides];
}
//# sourceMappingURL=mount-order.js.map

/** Matrices: one job of the file becomes one for each combination of its values. */
/** The most jobs that one matrix makes. */
export const VARIANTS_MAX = 256;
/** What `exclude` lists. */
export function exclusionsOf({ exclude = [] }) {
  return exclude.flatMap((one) => (typeof one === 'object' ? [one] : []));
}
/** Every combination that is not left out; the last key changes fastest. One empty variant where there is no matrix. */
export function unfold(matrix = {}) {
  const excluded = exclusionsOf(matrix);
  return combine(matrix).filter((variant) => !excluded.some((one) => isMeant(variant, one)));
}
/** Whether the variant has all these values. */
export function isMeant(variant, values) {
  return Object.entries(values).every(([key, value]) => variant[key] === String(value));
}
/** Those that are left out, too. */
export function combine({ exclude: _exclude, ...axes }) {
  let variants = [{}];
  for (const [key, values] of Object.entries(axes)) {
    variants = variants.flatMap((variant) => values.map((value) => ({ ...variant, [key]: String(value) })));
    if (variants.length > VARIANTS_MAX) return variants;
  }
  return variants;
}
/** `test@node=20,os=alpine`; the name alone for a job without a matrix. */
export function variantName(name, variant) {
  const values = Object.entries(variant).map(([key, value]) => `${key}=${value}`);
  return values.length === 0 ? name : `${name}@${values.join(',')}`;
}
/** Puts a variant's values in for `{key}`. Any other brace stays, and `${key}` is the shell's. */
export function fill(text, variant) {
  return text.replace(/(?<!\$)\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (whole, key) =>
    Object.hasOwn(variant, key) ? (variant[key] ?? whole) : whole,
  );
}
/** The same in every text of a plain value. */
export function fillAll(value, variant) {
  if (typeof value === 'string') return fill(value, variant);
  if (Array.isArray(value)) return value.map((one) => fillAll(one, variant));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fillAll(one, variant)]));
}
//# sourceMappingURL=matrix.js.map

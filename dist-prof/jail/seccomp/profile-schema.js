const ARGUMENT_OPERATORS = [
  'SCMP_CMP_NE',
  'SCMP_CMP_LT',
  'SCMP_CMP_LE',
  'SCMP_CMP_EQ',
  'SCMP_CMP_GE',
  'SCMP_CMP_GT',
  'SCMP_CMP_MASKED_EQ',
];
/** Keys that are of no effect on a filter, comments among them, are passed over. `null` is as good as absent. */
export async function profileSchema() {
  const { z } = await import('zod');
  return z.object({
    defaultAction: z.string(),
    defaultErrnoRet: errnoSchema(z),
    defaultErrno: z.string().optional(),
    syscalls: listSchema(z, entrySchema(z)),
  });
}
function entrySchema(z) {
  return z.object({
    name: z.string().optional(),
    names: listSchema(z, z.string()),
    action: z.string(),
    errnoRet: errnoSchema(z),
    errno: z.string().optional(),
    args: listSchema(z, argumentSchema(z)),
    includes: conditionSchema(z),
    excludes: conditionSchema(z),
  });
}
function argumentSchema(z) {
  const number = z
    .int()
    .min(0)
    .nullish()
    .transform((value) => value ?? 0);
  return z.object({
    index: z.int().min(0).max(5),
    value: number,
    valueTwo: number,
    op: z.enum(ARGUMENT_OPERATORS),
  });
}
function conditionSchema(z) {
  const names = listSchema(z, z.string());
  const condition = z.object({ arches: names, caps: names, minKernel: z.string().optional() });
  return condition.nullish().transform((value) => value ?? { arches: [], caps: [] });
}
function errnoSchema(z) {
  return z.int().min(0).max(4095).optional();
}
function listSchema(z, item) {
  return z
    .array(item)
    .nullish()
    .transform((value) => value ?? []);
}
//# sourceMappingURL=profile-schema.js.map

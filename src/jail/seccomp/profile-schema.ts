import type { ZodType } from 'zod';

/** When an entry counts: capabilities the container has, Go's names of architectures, the kernel's version. */
export interface Condition {
  readonly arches: readonly string[];
  readonly caps: readonly string[];
  readonly minKernel?: string | undefined;
}

export interface Argument {
  readonly index: number;
  readonly value: number;
  readonly valueTwo: number;
  readonly op: ArgumentOperator;
}

const ARGUMENT_OPERATORS = [
  'SCMP_CMP_NE',
  'SCMP_CMP_LT',
  'SCMP_CMP_LE',
  'SCMP_CMP_EQ',
  'SCMP_CMP_GE',
  'SCMP_CMP_GT',
  'SCMP_CMP_MASKED_EQ',
] as const;

export type ArgumentOperator = (typeof ARGUMENT_OPERATORS)[number];

export interface Entry {
  /** Docker's older files have one name each. */
  readonly name?: string | undefined;
  readonly names: readonly string[];
  readonly action: string;
  readonly errnoRet?: number | undefined;
  /** Podman's files have the errno's name as well. */
  readonly errno?: string | undefined;
  readonly args: readonly Argument[];
  readonly includes: Condition;
  readonly excludes: Condition;
}

export interface Profile {
  readonly defaultAction: string;
  readonly defaultErrnoRet?: number | undefined;
  readonly defaultErrno?: string | undefined;
  readonly syscalls: readonly Entry[];
}

/** Keys that are of no effect on a filter, comments among them, are passed over. `null` is as good as absent. */
export async function profileSchema(): Promise<ZodType<Profile>> {
  const { z } = await import('zod');
  return z.object({
    defaultAction: z.string(),
    defaultErrnoRet: errnoSchema(z),
    defaultErrno: z.string().optional(),
    syscalls: listSchema(z, entrySchema(z)),
  });
}

type Zod = typeof import('zod').z;

function entrySchema(z: Zod): ZodType<Entry> {
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

function argumentSchema(z: Zod): ZodType<Argument> {
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

function conditionSchema(z: Zod): ZodType<Condition> {
  const names = listSchema(z, z.string());
  const condition = z.object({ arches: names, caps: names, minKernel: z.string().optional() });
  return condition.nullish().transform((value) => value ?? { arches: [], caps: [] });
}

function errnoSchema(z: Zod): ZodType<number | undefined> {
  return z.int().min(0).max(4095).optional();
}

function listSchema<T>(z: Zod, item: ZodType<T>): ZodType<T[]> {
  return z
    .array(item)
    .nullish()
    .transform((value) => value ?? []);
}

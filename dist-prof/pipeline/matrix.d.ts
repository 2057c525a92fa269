/** Matrices: one job of the file becomes one for each combination of its values. */
/** One combination, in the order of the file's keys. */
export type Variant = Readonly<Record<string, string>>;
export type Scalar = string | number | boolean;
/** The values of each key; `exclude` lists combinations, by some or all of their keys, that are left out. */
export type MatrixSpec = Readonly<Record<string, ReadonlyArray<Scalar | Readonly<Record<string, Scalar>>>>>;
/** The most jobs that one matrix makes. */
export declare const VARIANTS_MAX = 256;
/** What `exclude` lists. */
export declare function exclusionsOf({
  exclude,
}: MatrixSpec): ReadonlyArray<Readonly<Record<string, Scalar>>>;
/** Every combination that is not left out; the last key changes fastest. One empty variant where there is no matrix. */
export declare function unfold(matrix?: MatrixSpec): Variant[];
/** Whether the variant has all these values. */
export declare function isMeant(variant: Variant, values: Readonly<Record<string, Scalar>>): boolean;
/** Those that are left out, too. */
export declare function combine({ exclude: _exclude, ...axes }: MatrixSpec): Variant[];
/** `test@node=20,os=alpine`; the name alone for a job without a matrix. */
export declare function variantName(name: string, variant: Variant): string;
/** Puts a variant's values in for `{key}`. Any other brace stays, and `${key}` is the shell's. */
export declare function fill(text: string, variant: Variant): string;
/** The same in every text of a plain value. */
export declare function fillAll(value: unknown, variant: Variant): unknown;

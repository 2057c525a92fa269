import type { ZodType } from 'zod';
import { LayoverError } from '../../base/errors.js';

type YamlPath = readonly PropertyKey[];
/** What a file holds, and where each part of it stands. */
export interface YamlFile<T> {
  readonly value: T;
  /** For a problem that only shows later: an error at the value of `path`. */
  errorAt(path: YamlPath, problem: string, hint?: string): LayoverError;
}
/** The text of `file`; `what` names it in errors: "sandbox definition". */
export declare function readYamlText(file: string, what: string): Promise<string>;
/** Checks `text` against the schema; `file` names it in errors, all of them LAYOVER_DEFINITION. */
export declare function parseYaml<T>(text: string, file: string, schema: ZodType<T>): Promise<YamlFile<T>>;
export {};

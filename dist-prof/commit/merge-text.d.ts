import type { HostPath } from '../base/bytes-path.js';
import type { Change } from '../diff/change.js';
import type { Sources } from '../tree/sources.js';
import { type Base } from './base-record.js';
import type { Standing } from './judge-target.js';
/** Both sides' lines in one text; undefined where they changed the same ones, or one of the three is no text. */
export type MergeText = (standing: Standing, change: Change) => Buffer | undefined;
/** Three-way merges, with the text that the base had when the job ended. */
export declare function openMerge(jobDirectory: HostPath, base: Base, sources: Sources): MergeText;

import type { Change } from '../../diff/change.js';
import { type ReadChangesOptions } from '../../diff/read-changes.js';
import type { Part } from '../../overlay/part.js';
/**
 * The changes of one place. Over the machine itself a place is whatever was mounted, or lay beside a mount, when the job
 * began: where that is gone by now and the job left nothing there, it has no changes.
 */
export declare function readPart(part: Part, options: ReadChangesOptions): readonly Change[];

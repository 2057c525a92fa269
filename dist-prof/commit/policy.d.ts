import type { Entry, EntryType } from '../tree/entry.js';
/**
 * What of an entry is applied to a directory of the host. The job is not trusted, the host is not a sandbox:
 * so by default what could act with somebody else's rights stays behind, and the report says what did.
 * `faithful` takes everything as the job left it.
 */
export interface Policy {
  readonly faithful: boolean;
}
/** The attributes an object gets, and what was left out of them. */
export interface AttributePlan {
  readonly mode: number;
  readonly xattrs: Entry['xattrs'];
  readonly losses: readonly string[];
}
/** Why an entry of this type is not made, or undefined where it is. */
export declare function findSkipReason(type: EntryType, { faithful }: Policy): string | undefined;
/** `presentMode` is what the object has in the target before its mode is set. */
export declare function planAttributes(entry: Entry, policy: Policy, presentMode: number): AttributePlan;
export declare function countXattrs(count: number): string;

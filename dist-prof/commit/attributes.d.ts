import type { Entry } from '../tree/entry.js';
import { type Policy } from './policy.js';
import type { Place } from './target.js';
/**
 * Gives an object the owner, xattrs, times and mode of `entry`, as far as the policy goes.
 * Returns what could not be had. The order matters: a chown clears setuid and capabilities, and the mode
 * comes last because it may take away the caller's own permission for the rest.
 */
export declare function applyAttributes(place: Place, entry: Entry, policy: Policy): readonly string[];

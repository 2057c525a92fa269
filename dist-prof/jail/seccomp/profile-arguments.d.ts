import type { ArgumentTest } from './plan.js';
import type { Argument } from './profile-schema.js';
/**
 * The conditions of an entry as alternatives, each a list that must hold as a whole. Engines read an argument that
 * stands twice in an entry as a choice: then each condition is an alternative of its own.
 */
export declare function testsOf(args: readonly Argument[]): ArgumentTest[][];

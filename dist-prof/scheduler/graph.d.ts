import { LayoverError } from '../base/errors.js';
/** As much of a task as the graph is made of. */
export interface Node {
  readonly name?: string | undefined;
  readonly needs?: readonly string[] | undefined;
}
/**
 * The tasks with needs before those that need them, otherwise as they were. LAYOVER_SCHEDULE for a name that stands twice,
 * a need that is neither among them nor known, and a cycle, which is named in full.
 */
export declare function orderTasks<T extends Node>(
  tasks: readonly T[],
  isKnown: (name: string) => boolean,
): T[];
export declare function unknownNeed(task: Node, need: string, known: Iterable<string>): LayoverError;
export declare function nameTaken(name: string): LayoverError;

/**
 * JSON of names and other things that somebody else chose. Its strings may hold what a terminal obeys or shows in
 * another order: C1 controls, DEL, marks of direction; these are escaped as well, so any reader gets the same value.
 */
export declare function jsonText(value: unknown, indent?: number): string;

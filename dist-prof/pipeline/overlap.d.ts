/** Whether two globs can match the same path, found without looking at any tree. */
/** A pattern that names a directory means all below it, as it does where changes are chosen. */
export declare function canOverlap(left: string, right: string): boolean;

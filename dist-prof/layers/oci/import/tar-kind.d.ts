/** How much of a tar is enough to tell. */
export declare const HEAD_BYTES: number;
/**
 * Whether a tar that begins like this may be the archive of an image, by the names of its first members. One that may
 * be is looked at as a whole; it still can be a layer.
 */
export declare function mayBeArchive(head: Buffer): boolean;

/** Throws LAYOVER_IMAGE_INVALID. What is no JSON at all is the parser's to find. */
export declare function checkJson(bytes: Uint8Array, where: string): void;

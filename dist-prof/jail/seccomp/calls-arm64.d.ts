/**
 * System calls of arm64 (asm-generic/unistd.h as arm64 takes it): a number, then the names from it up.
 */
export declare const CALLS_ARM64: string;

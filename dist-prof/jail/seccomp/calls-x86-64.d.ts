/**
 * System calls of x86-64 (arch/x86/entry/syscalls/syscall_64.tbl): a number, then the names from it up.
 */
export declare const CALLS_X86_64: string;

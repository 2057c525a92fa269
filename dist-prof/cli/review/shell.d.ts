/** `layover shell JOB`, as a process of its own: it has the terminal to itself for as long as it runs. */
export declare function runShell(job: string): Promise<void>;

/** `layover shell`, from the job's name to the exit status. */
import type { PathLike } from '../sandbox/definition/spec.js';
export declare function shellCommand(id: string, words: readonly PathLike[]): Promise<number>;

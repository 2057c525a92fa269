import type { Command } from 'commander';
import type { SetStatus } from '../exit-code.js';
/** `layover jobs`. */
export declare function addJobsCommand(program: Command, setStatus: SetStatus): void;

import type { Command } from 'commander';
import { type SetStatus } from '../exit-code.js';
/** `layover commit`. */
export declare function addCommitCommand(program: Command, setStatus: SetStatus): void;

import { type Command } from 'commander';
import type { SetStatus } from '../exit-code.js';
/** `layover diff`. */
export declare function addDiffCommand(program: Command, setStatus: SetStatus): void;

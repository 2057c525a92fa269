import type { Command } from 'commander';
import type { SetStatus } from '../exit-code.js';
/** `layover shell`. */
export declare function addShellCommand(program: Command, setStatus: SetStatus): void;

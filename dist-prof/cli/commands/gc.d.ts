import type { Command } from 'commander';
import type { SetStatus } from '../exit-code.js';
/** `layover gc`. */
export declare function addGcCommand(program: Command, setStatus: SetStatus): void;

import type { Command } from 'commander';
import type { SetStatus } from '../exit-code.js';
/** `layover logs`. */
export declare function addLogsCommand(program: Command, setStatus: SetStatus): void;

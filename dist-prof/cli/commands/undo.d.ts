import type { Command } from 'commander';
import type { SetStatus } from '../exit-code.js';
/** `layover undo`. */
export declare function addUndoCommand(program: Command, setStatus: SetStatus): void;

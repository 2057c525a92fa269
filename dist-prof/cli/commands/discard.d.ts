import type { Command } from 'commander';
import { type SetStatus } from '../exit-code.js';
/** `layover discard`. */
export declare function addDiscardCommand(program: Command, setStatus: SetStatus): void;

import { type Command } from 'commander';
import type { SetStatus } from '../exit-code.js';
/** `layover run`: its options. */
export declare function addRunCommand(program: Command, setStatus: SetStatus): void;

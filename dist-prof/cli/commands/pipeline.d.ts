import type { Command } from 'commander';
import type { SetStatus } from '../exit-code.js';
/** `layover pipeline`. */
export declare function addPipelineCommand(program: Command, setStatus: SetStatus): void;

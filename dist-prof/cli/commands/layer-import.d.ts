import type { Command } from 'commander';
import type { SetStatus } from '../exit-code.js';
/** `layover layer import`. */
export declare function addImportCommand(layer: Command, setStatus: SetStatus): void;

import type { Command } from 'commander';
import type { SetStatus } from '../exit-code.js';
/** `layover layer export`. */
export declare function addExportCommand(layer: Command, setStatus: SetStatus): void;

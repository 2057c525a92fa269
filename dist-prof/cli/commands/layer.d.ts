/** `layover layer`: its subcommands. What they print is in layer-text.ts. */
import type { Command } from 'commander';
import { type SetStatus } from '../exit-code.js';
/** `layover layer`. */
export declare function addLayerCommand(program: Command, setStatus: SetStatus): void;

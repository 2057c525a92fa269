/** The commands and their options. Only what was asked for is loaded: its declaration first, its work when it runs. */
import { Command } from 'commander';
import { type SetStatus } from './exit-code.js';
/** The program for these words: with the command they name, or with all of them where they name none. */
export declare function buildProgram([name]: readonly string[], setStatus: SetStatus): Promise<Command>;

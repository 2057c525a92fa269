import type { Command } from 'commander';
import { type SetStatus } from '../exit-code.js';
/** `layover doctor`. */
export declare function addDoctorCommand(program: Command, setStatus: SetStatus): void;

import { type Instruction } from './bpf.js';
import type { ArgumentTest } from './plan.js';
/** Goes on behind itself where the test holds, and skips `rest` further instructions where it does not. */
export declare function testArgument(test: ArgumentTest, rest: number): Instruction[];

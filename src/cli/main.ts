#!/usr/bin/env node
import { EXIT_LAYOVER_FAILED } from './exit-code.js';
import { reportFailure } from './failure.js';
import { flushOutput, muteStreamErrors } from './output.js';
import { buildProgram } from './program.js';
import { readWords } from './raw-words.js';

async function runMain(): Promise<number> {
  let status = EXIT_LAYOVER_FAILED;
  try {
    const words = readWords();
    const program = await buildProgram(words, (code) => {
      status = code;
    });
    await program.parseAsync(words, { from: 'user' });
    return status;
  } catch (error) {
    return reportFailure(error);
  }
}

muteStreamErrors();
const status = await runMain();
await flushOutput();
// An input that somebody holds open must not keep a finished program.
process.exit(status);

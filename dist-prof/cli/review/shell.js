import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../main.js', import.meta.url));
/** `layover shell JOB`, as a process of its own: it has the terminal to itself for as long as it runs. */
export async function runShell(job) {
  const terminal = openSync('/dev/tty', 'r+');
  // Interrupts are the shell's.
  const ignore = () => {};
  process.on('SIGINT', ignore);
  try {
    const stdio = [terminal, terminal, terminal];
    await once(spawn(process.execPath, [PROGRAM, 'shell', job], { stdio }), 'exit');
  } finally {
    process.off('SIGINT', ignore);
    closeSync(terminal);
  }
}
//# sourceMappingURL=shell.js.map

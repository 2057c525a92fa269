import type { Command } from 'commander';
import type { SetStatus } from '../exit-code.js';
import { wordToPath } from '../raw-words.js';

const HELP = `
The same view, user, network and limits of memory, processors, processes and files as the job had, over what it has
changed so far; what you change is then the job's too. A limit of disk is only watched, hence refused where the sandbox
requires limits. Its log stays as it was. Without a command: your own shell where the job saw this machine, else /bin/sh.

Examples:
  layover shell j-0mfz1k2ab3c4de
  layover shell j-0mfz1k2ab3c4de -- ls -la /srv`;

/** `layover shell`. */
export function addShellCommand(program: Command, setStatus: SetStatus): void {
  const command = program
    .command('shell')
    .description("run a shell, or another command, in a kept job's sandbox over its changes")
    .usage('JOB [--] [COMMAND [ARG...]]')
    .argument('<job>')
    .argument('[command...]')
    .passThroughOptions()
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', HELP);
  command.action(async (id: string, words: string[]) => {
    const { shellCommand } = await import('../shell-command.js');
    const [first, ...rest] = words;
    const command = first === '--' ? rest : words; // behind the job's name it is a word like any other
    setStatus(await shellCommand(id, command.map(wordToPath)));
  });
}

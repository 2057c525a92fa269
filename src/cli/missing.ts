/** What the interface names and this version does not have yet: refused by name, never taken silently. */
import type { Command } from 'commander';
import { usageError } from './values.js';

export function addMissingCommands(program: Command, names: readonly string[]): void {
  for (const name of names) {
    const command = program.command(name, { hidden: true });
    command.helpOption(false).allowUnknownOption().allowExcessArguments();
    command.action(() => {
      throw usageError(
        `The command ${name} is not in this version of layover yet`,
        'See `layover --help` for what there is.',
      );
    });
  }
}

/** The commands and their options. Only what was asked for is loaded: its declaration first, its work when it runs. */
import { Command } from 'commander';
import { EXIT_LAYOVER_FAILED } from './exit-code.js';
import { readVersion } from './version.js';

/** In the order of the help. */
const COMMANDS = {
  run: async () => (await import('./commands/run.js')).addRunCommand,
  diff: async () => (await import('./commands/diff.js')).addDiffCommand,
  commit: async () => (await import('./commands/commit.js')).addCommitCommand,
  undo: async () => (await import('./commands/undo.js')).addUndoCommand,
  discard: async () => (await import('./commands/discard.js')).addDiscardCommand,
  shell: async () => (await import('./commands/shell.js')).addShellCommand,
  jobs: async () => (await import('./commands/jobs.js')).addJobsCommand,
  layer: async () => (await import('./commands/layer.js')).addLayerCommand,
  gc: async () => (await import('./commands/gc.js')).addGcCommand,
  logs: async () => (await import('./commands/logs.js')).addLogsCommand,
  pipeline: async () => (await import('./commands/pipeline.js')).addPipelineCommand,
  doctor: async () => (await import('./commands/doctor.js')).addDoctorCommand,
};
const HELP = `
Examples:
  layover run --lower ./rootfs -- make install
  layover diff j-0mfz1k2ab3c4de
  layover commit j-0mfz1k2ab3c4de --to ./out

Kept jobs live in $LAYOVER_HOME, else /var/lib/layover for root, else $XDG_DATA_HOME/layover.
The exit status is ${EXIT_LAYOVER_FAILED} whenever layover itself failed, usage errors included; see layover run --help for the others.`;
/** The program for these words: with the command they name, or with all of them where they name none. */
export async function buildProgram([name = ''], setStatus) {
  const program = new Command('layover')
    .description(
      'Runs a job over shared read-only layers with a fresh upper on top, shows what it changed, and commits or discards it.',
    )
    .usage('COMMAND [options]')
    .version(readVersion(), '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show this; after a command, its own')
    .helpCommand('help [command]', "show a command's help")
    .enablePositionalOptions()
    .exitOverride()
    // Errors are printed in one place, in failure.ts.
    .configureOutput({ outputError: () => {} })
    .configureHelp({ showGlobalOptions: false })
    .addHelpText('after', HELP);
  const named = Object.hasOwn(COMMANDS, name) ? [COMMANDS[name]] : Object.values(COMMANDS);
  for (const load of named) (await load?.())?.(program, setStatus);
  return program;
}
//# sourceMappingURL=program.js.map

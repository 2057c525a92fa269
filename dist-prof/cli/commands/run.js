import { Option } from 'commander';
import { ISOLATIONS } from '../../sandbox/definition/worker-spec.js';
import { addChoiceOptions, listOption, valueOption } from '../option-kinds.js';
import { wordToPath } from '../raw-words.js';
import { parseSandbox } from '../run-options.js';
import {
  addVariable,
  NO_ENVIRONMENT,
  parseBind,
  parseBytes,
  parseChoice,
  parseCount,
  parseMilliseconds,
  parseNumber,
  parseParams,
  parsePath,
  parseText,
  parseTmpfs,
  parseUser,
  parseViewPath,
  usageError,
} from '../values.js';

const HELP = `
The command's words are passed as they are, never through a shell; its output and input are its own.
What layover itself has to say goes to standard error.

Without --lower and --sandbox the command sees this machine as it is, as you see it, but for credentials and other
people's homes; nothing on the machine changes until you commit.

Examples:
  layover run -- make install
  layover run --lower ./rootfs -- make test
  layover run --on-success ask -- make install
  layover run --sandbox build --project . --timeout 10m -- npm run build
  layover run --lower ./rootfs --on-success commit --from /srv --to ./out -- ./generate /srv
  layover run --lower ./site --worker ./minify.mjs --params '{"level": 9}'

Exit status:
  the command's own; 128+N when signal N ended it
  124  the timeout ended it
  125  layover itself failed: nothing ran, or the result cannot be trusted
  126  the command cannot be executed
  127  the command was not found
  137  a limit ended it: memory, processes, disk or output`;
/** `layover run`: its options. */
export function addRunCommand(program, setStatus) {
  const command = program
    .command('run')
    .description('run a command over lowers; its changes land in a fresh upper')
    .usage('[options] [--] COMMAND [ARG...]')
    .argument('[command...]')
    .passThroughOptions()
    .addHelpText('after', HELP);
  addViewOptions(command);
  addJobOptions(command);
  addWorkerOptions(command);
  addLimitOptions(command);
  addEndOptions(command);
  command.action(async (words, options) => {
    if (options.worker !== undefined) {
      if (words.length > 0)
        throw usageError('run has either a command or --worker', 'A worker is given its input by --params.');
    } else if (words.length === 0)
      throw usageError(
        'run needs a command',
        'Put it after the options: layover run --lower ./rootfs -- ls /',
      );
    const { runCommand } = await import('../run-command.js');
    setStatus(await runCommand(words.map(wordToPath), options));
  });
}
function addViewOptions(command) {
  command
    .optionsGroup('What the job sees:')
    .addOption(
      valueOption(
        '--sandbox <name|file>',
        'host, build, node, bare, strict, or a file of your own; default host without --lower, else bare',
        parseSandbox,
      ),
    )
    .addOption(
      listOption(
        '--lower <dir|name>',
        'a read-only directory, or a layer by its name or id, to run over; repeatable, the first is the topmost',
        parsePath,
      ),
    )
    .addOption(
      valueOption(
        '--project <dir>',
        'the folder the job works on, copy on write: at /work, with host where it is',
        parsePath,
      ),
    )
    .addOption(
      listOption(
        '--bind <src[:dst[:ro|rw]]>',
        'show a path of this machine; rw writes go to it at once',
        parseBind,
      ),
    )
    .addOption(listOption('--tmpfs <dst[:size]>', 'an empty place that is in no diff', parseTmpfs))
    .addOption(listOption('--hide <path>', 'show this path as empty', parseViewPath))
    .addOption(
      valueOption('--driver <driver>', 'what makes the view: auto, kernel, fuse or copy', (word, flag) =>
        parseChoice(word, flag, ['auto', 'kernel', 'fuse', 'copy']),
      ),
    );
}
function addJobOptions(command) {
  command
    .optionsGroup('How it runs:')
    .addOption(valueOption('--cwd <dir>', 'working directory, as the job sees it', parseViewPath))
    .addOption(
      new Option('--env <k[=v]>', 'set a variable, or take it over from here (repeatable)').argParser(
        (word, before = NO_ENVIRONMENT) => addVariable(word, before),
      ),
    )
    .addOption(
      valueOption('--user <uid[:gid]>', 'the user inside; default root, with host yourself', parseUser),
    )
    .addOption(valueOption('--hostname <name>', 'default layover', parseText))
    .option('--tty', 'a terminal of its own; with host the default on a terminal')
    .addOption(
      valueOption('--network <network>', 'none (the default) or host', (word, flag) =>
        parseChoice(word, flag, ['none', 'host']),
      ),
    )
    .addOption(
      valueOption(
        '--seccomp <filter>',
        'of system calls: default, off, or the file of a seccomp.json',
        parsePath,
      ),
    );
}
function addWorkerOptions(command) {
  command
    .optionsGroup('A function instead of a command:')
    .addOption(
      valueOption(
        '--worker <file[#export]>',
        'run a function of this module in a Node thread over the same view: no security boundary without --isolation process',
        parseText,
      ),
    )
    .addOption(valueOption('--params <json|@file>', 'what the function is given', parseParams))
    .addOption(
      valueOption(
        '--isolation <kind>',
        'of a worker: thread, portable (no privilege, no children), or process, in a jail; default auto, which is ' +
          'a thread, else portable: no security boundary',
        (word, flag) => parseChoice(word, flag, ISOLATIONS),
      ),
    );
}
function addLimitOptions(command) {
  command
    .optionsGroup('Limits:')
    .addOption(valueOption('--memory <size>', 'of all its processes, swap included: 512M, 2G', parseBytes))
    .addOption(valueOption('--cpus <number>', "processors' worth of time: 0.5, 2", parseNumber))
    .addOption(valueOption('--pids <count>', 'processes and threads at once', parseCount))
    .addOption(valueOption('--disk <size>', 'what its changes may take: 4G', parseBytes))
    .addOption(valueOption('--inodes <count>', 'files its changes may have', parseCount))
    .addOption(
      valueOption('--disk-by <means>', 'what holds those: auto, watch, tmpfs or image', (word, flag) =>
        parseChoice(word, flag, ['auto', 'watch', 'tmpfs', 'image']),
      ),
    )
    .addOption(valueOption('--files <count>', 'open files of each process; default 4096', parseCount))
    .addOption(
      valueOption('--timeout <duration>', 'end it after this long: 500ms, 90s, 10m', parseMilliseconds),
    )
    .addOption(valueOption('--output <size>', 'end it when it has printed more than this: 64M', parseBytes));
}
function addEndOptions(command) {
  command
    .optionsGroup('What becomes of its changes:')
    .addOption(
      valueOption(
        '--on-success <action>',
        'commit (then needs --to or --layer), ask (a review on this terminal), keep or discard; default keep',
        (word, flag) => parseChoice(word, flag, ['commit', 'ask', 'keep', 'discard']),
      ),
    )
    .addOption(
      valueOption('--on-failure <action>', 'keep or discard; default keep', (word, flag) =>
        parseChoice(word, flag, ['keep', 'discard']),
      ),
    );
  addChoiceOptions(command);
  command
    .addOption(valueOption('--layer <name>', 'store the changes as a layer on top of the lowers', parseText))
    .optionsGroup('What layover says:')
    .addOption(
      valueOption(
        '--json <file|->',
        'the result as JSON when the job has ended; - is standard output',
        parsePath,
      ),
    )
    .option('--profile', 'where the time went, step by step')
    .option('--quiet', 'nothing but errors')
    .optionsGroup('Help:')
    .helpOption('-h, --help', 'show this');
}
//# sourceMappingURL=run.js.map

/** Kinds of options that several commands have. */
import { Option } from 'commander';
import { parseChoice, parsePath, parseText, parseWholeNumber, usageError } from './values.js';
/** An option with a value: `parse` is told the flag, for its errors. */
export function valueOption(flags, description, parse) {
  const option = new Option(flags, description);
  return option.argParser((word) => parse(checkValue(word, option), option.long ?? flags));
}
/** The same, repeatable: the values in their order. */
export function listOption(flags, description, parse) {
  const option = new Option(flags, description);
  return option.argParser((word, list) => [
    ...(list ?? []),
    parse(checkValue(word, option), option.long ?? flags),
  ]);
}
/** `--` ends the options; it was hardly meant to be a value. */
function checkValue(word, option) {
  if (word !== '--') return word;
  throw usageError(`${option.long ?? option.flags} needs a value, and "--" stands where it should`);
}
export function addChoiceOptions(command) {
  command
    .addOption(valueOption('--to <dir>', 'apply the changes to this directory', parsePath))
    .addOption(
      valueOption(
        '--from <path>',
        'only what lies below this path of the view, which stands for the target',
        parseText,
      ),
    )
    .addOption(listOption('--only <glob>', 'only paths of the view that match (repeatable)', parseText))
    .addOption(listOption('--except <glob>', 'no paths of the view that match (repeatable)', parseText))
    .option('--faithful', 'with owners, setuid, capabilities, devices and every xattr as the job left them')
    .addOption(
      valueOption(
        '--on-conflict <side>',
        'where the target changed since the job ran: fail (the default), ours (the job) or theirs (the target)',
        (word, flag) => parseChoice(word, flag, ['fail', 'ours', 'theirs']),
      ),
    )
    .option('--merge', 'join texts that both sides changed in other lines')
    .option(
      '--allow-protected',
      'take changes of git hooks, shell start-up files, cron, systemd units and the like',
    )
    .addOption(
      valueOption(
        '--max-deletes <count>',
        'entries of the target that may go; default 1000 or a fifth of all, whichever is more',
        parseWholeNumber,
      ),
    );
}
/** Of a commit to a directory, the current one where none is named. */
export function directoryOptions({ to = '.', ...options }) {
  const { from, only, except, faithful, onConflict, merge, allowProtected, maxDeletes } = options;
  return { to, from, only, except, faithful, onConflict, merge, allowProtected, maxDeletes };
}
//# sourceMappingURL=option-kinds.js.map

/** `layover pipeline`: its subcommands. What they print while jobs run is in pipeline-*.ts. */
import { availableParallelism } from 'node:os';
import { valueOption } from '../option-kinds.js';
import { say, writeLines } from '../output.js';
import { printable } from '../text.js';
import { parseBytes, parseChoice, parseCount, parseNumber, parseText } from '../values.js';

const HELP = `
FILE is pipeline.yaml by default. The project is the folder that the file lies in.

Examples:
  layover pipeline run
  layover pipeline run ci.yaml --explain
  layover pipeline graph --as mermaid
  layover logs last/compile

Exit status:
  0    every job succeeded, and what the file commits is committed
  1    a job failed
  125  layover itself failed, or the file has a mistake
  130  interrupted`;
const DEFAULT_FILE = 'pipeline.yaml';
/** `layover pipeline`. */
export function addPipelineCommand(program, setStatus) {
  const pipeline = program
    .command('pipeline')
    .description('run jobs that need each other; results are used again while nothing they depend on changes')
    .usage('COMMAND [FILE]')
    .helpCommand('help [command]', "show a command's help")
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', HELP)
    .exitOverride();
  addRun(pipeline, setStatus);
  addCheck(pipeline, setStatus);
  addGraph(pipeline, setStatus);
}
function addRun(pipeline, setStatus) {
  const command = pipeline
    .command('run')
    .description('run the jobs of a pipeline, and commit what it says')
    .argument('[file]', 'the pipeline', DEFAULT_FILE)
    .addOption(
      valueOption(
        '--cache <dir>',
        'also use and add to results in this directory, which a CI can save; default $LAYOVER_CACHE',
        parseText,
      ),
    )
    .option('--no-cache', 'use no earlier results; new ones are kept all the same')
    .option('--explain', 'say of each job that is run why')
    .option('--json', 'all that happens, one object a line, on standard output');
  addBounds(command)
    .addOption(
      valueOption(
        '--on-failure <mode>',
        'of one job, for the others: finish what runs (default), stop also its retries, continue what does not need it, kill',
        (word, flag) => parseChoice(word, flag, ['finish', 'stop', 'continue', 'kill']),
      ),
    )
    .helpOption('-h, --help', 'show this')
    .action(async (file, options) => {
      const { runPipelineCommand } = await import('../pipeline-command.js');
      const concurrency = options.jobs ?? availableParallelism();
      setStatus(await runPipelineCommand(parseText(file, 'FILE'), { ...options, jobs: concurrency }));
    });
}
function addBounds(command) {
  return command
    .addOption(
      valueOption('--jobs <count>', 'how many run at once; default the number of processors', parseCount),
    )
    .addOption(
      valueOption(
        '--cpus <number>',
        'what jobs with a limit on it may take together; default what there is',
        parseNumber,
      ),
    )
    .addOption(valueOption('--memory <size>', 'the same for memory: 4G', parseBytes))
    .addOption(valueOption('--disk <size>', 'the same for disk', parseBytes));
}
function addCheck(pipeline, setStatus) {
  pipeline
    .command('check')
    .description('find mistakes in a pipeline, and in the sandboxes it names, without running anything')
    .argument('[file]', 'the pipeline', DEFAULT_FILE)
    .helpOption('-h, --help', 'show this')
    .action(async (file) => {
      const { checkPipeline } = await import('../pipeline-command.js');
      for (const line of await checkPipeline(parseText(file, 'FILE'))) say(line);
      setStatus(0);
    });
}
function addGraph(pipeline, setStatus) {
  pipeline
    .command('graph')
    .description('print the jobs and what they need')
    .argument('[file]', 'the pipeline', DEFAULT_FILE)
    .addOption(
      valueOption('--as <form>', 'text (default), dot or mermaid', (word, flag) =>
        parseChoice(word, flag, ['text', 'dot', 'mermaid']),
      ),
    )
    .helpOption('-h, --help', 'show this')
    .action(async (file, { as = 'text' }) => {
      const [{ readPlan }, { renderGraph }] = await Promise.all([
        import('../../pipeline/plan.js'),
        import('../../pipeline/graph.js'),
      ]);
      const lines = renderGraph(await readPlan(parseText(file, 'FILE')), as);
      await writeLines(as === 'text' ? lines.map(printable) : lines);
      setStatus(0);
    });
}
//# sourceMappingURL=pipeline.js.map

import { jsonText } from '../../base/json-text.js';
import { EXIT_LAYOVER_FAILED } from '../exit-code.js';
import { writeLines } from '../output.js';
import { printable } from '../text.js';

const HELP = `
Examples:
  layover doctor
  layover doctor --json

Exit status: 0 where jobs can run, 125 where they cannot.`;
/** `layover doctor`. */
export function addDoctorCommand(program, setStatus) {
  const command = program
    .command('doctor')
    .description('show what this machine can enforce, and the remedy for what it cannot')
    .option('--json', 'the report as JSON')
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', HELP);
  command.action(async ({ json }) => {
    const { renderDoctor, runDoctor } = await import('../../sandbox/doctor/doctor.js');
    const report = await runDoctor();
    await writeLines(json ? [jsonText(report)] : renderDoctor(report).map(printable));
    setStatus(report.canRun === 'no' ? EXIT_LAYOVER_FAILED : 0);
  });
}
//# sourceMappingURL=doctor.js.map

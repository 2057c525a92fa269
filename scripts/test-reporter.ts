import { appendFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node';

const REASON_IN_NAME = /\[skipped: (.+?)\]/;

/**
 * Names each skipped test with its reason, then ends with the line `N passed, N failed, N skipped`, in the
 * file LAYOVER_TEST_SUMMARY where set: the runner may print after its reporters, and that line is the last.
 * A skip without a reason, a file that does not load and an error outside of any test are failures.
 */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()].filter(isSelected));
    const skipped = tests.filter((test) => isSkipped(test) && reasonOf(test) !== undefined);
    const unexplained = tests.filter((test) => isSkipped(test) && reasonOf(test) === undefined);
    const passed = tests.filter((test) => test.result().state === 'passed').length;
    const broken = brokenSuites(modules) + errors.length + (tests.length === 0 ? 1 : 0);
    const failed = tests.length - passed - skipped.length + broken;

    for (const test of skipped) write(`skipped: ${titleOf(test)}: ${reasonOf(test)}`);
    for (const test of unexplained) write(`FAILED: skipped without a reason: ${titleOf(test)}`);
    if (tests.length === 0) write('FAILED: no test ran');
    if (failed > 0 || passed === 0) process.exitCode = 1;
    write(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
  }
}

/** False for what `-t` left out: that is the caller's wish, no skip. */
function isSelected(test: TestCase): boolean {
  const pattern = test.project.config.testNamePattern;
  return pattern === undefined || pattern.test(test.fullName);
}

function isSkipped(test: TestCase): boolean {
  // A test that never got to run ('pending') in a file that failed is no skip: it counts as failed.
  return test.result().state === 'skipped';
}

function reasonOf(test: TestCase): string | undefined {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  return note ?? REASON_IN_NAME.exec(test.fullName)?.[1];
}

function titleOf(test: TestCase): string {
  return `${test.module.relativeModuleId} > ${test.fullName.replace(REASON_IN_NAME, '').trim()}`;
}

function brokenSuites(modules: readonly TestModule[]): number {
  const suites = modules.flatMap((module) => [module, ...module.children.allSuites()]);
  return suites.filter((suite) => suite.errors().length > 0).length;
}

function write(line: string): void {
  const file = process.env['LAYOVER_TEST_SUMMARY'];
  if (file === undefined) process.stdout.write(`${line}\n`);
  else appendFileSync(file, `${line}\n`);
}

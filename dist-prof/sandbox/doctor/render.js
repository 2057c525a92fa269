import { quoteRaw, rawFromText } from '../../base/bytes-path.js';
/** Lines for a terminal: `ok`, `!!` for what is missed, `--` for what was not tried or is not missed. */
export function renderDoctor(report) {
  const width = Math.max(...report.checks.map(({ name }) => name.length));
  const groups = [...new Set(report.checks.map(({ group }) => group))];
  const body = groups.flatMap((group) => [
    group,
    ...report.checks.filter((check) => check.group === group).flatMap((check) => renderCheck(check, width)),
  ]);
  const home = quoteRaw(rawFromText(report.home));
  return [`Linux ${report.kernel}, ${report.mode}, state in ${home}`, '', ...body, '', report.verdict];
}
function renderCheck(check, width) {
  const { name, status, detail, affects, remedy } = check;
  const mark = status === 'ok' ? 'ok' : affects === undefined ? '--' : '!!';
  const indent = ' '.repeat(width + 8);
  const isMissed = status !== 'ok';
  return [
    `  ${mark}  ${name.padEnd(width)}  ${detail}`,
    ...(isMissed && affects !== undefined ? [`${indent}affects: ${affects}`] : []),
    ...(isMissed && remedy !== undefined ? [`${indent}remedy:  ${remedy}`] : []),
  ];
}
//# sourceMappingURL=render.js.map

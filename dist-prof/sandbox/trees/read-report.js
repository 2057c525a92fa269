import { ReportCollector } from '../../commit/report-notes.js';
/** Of a commit that hands over the lines of its report in pieces. */
export async function readReport(commit) {
  const notes = new ReportCollector();
  const counts = await commit((items) => {
    notes.add(items);
    return true;
  });
  return notes.build(counts);
}
//# sourceMappingURL=read-report.js.map

export const INTERRUPTED = 'layover: interrupted; ending what runs, again to kill it';
//# sourceMappingURL=pipeline-report.js.map

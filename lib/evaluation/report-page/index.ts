export { showReport } from './report-excerpt.js';
export { writeReportPage } from './write-report.js';

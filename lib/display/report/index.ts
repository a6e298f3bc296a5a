export { showReport } from './report-excerpt';
export { writeReportPage } from './write-report';

export { writeReportPage } from './write-report';

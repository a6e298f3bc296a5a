import type { Command } from 'commander';
import { examine } from '../doctor/findings.js';
import { adviceFor, doctorReport } from '../doctor/report.js';
import { addJsonOption, type CommonOptions } from './options.js';

/** `captionlab doctor`: what this machine has, which engine runs and why, and what to type to mend the rest. */
export function addDoctorCommand(command: Command): void {
  addJsonOption(command).action(async ({ json }: CommonOptions) => {
    const findings = await examine();
    console.log(
      json ? JSON.stringify({ ...findings, advice: adviceFor(findings) }) : doctorReport(findings),
    );
  });
}

// Preloaded into a measured process: writes what it used to the file named by POSTFORM_USAGE when it ends.
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeFileSync(
    process.env['POSTFORM_USAGE'],
    JSON.stringify({ cpuS: (userCPUTime + systemCPUTime) / 1e6, peakMiB: maxRSS / 1024 }),
  );
});

// Writes the peak memory of its process, in MiB, to the file that POSTFORM_USAGE names. Loaded with --require.
const { writeFileSync } = require('node:fs');

process.once('exit', () => {
  writeFileSync(process.env.POSTFORM_USAGE, String(process.resourceUsage().maxRSS / 1024));
});

#!/usr/bin/env node
// The executable: hands over to the built program.
import('../dist/main.js').catch((error) => {
  process.stderr.write(
    `postform could not start: ${error?.message ?? error}\nRun "npm run build" in a checkout first.\n`,
  );
  process.exitCode = 1;
});

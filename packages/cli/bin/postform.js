#!/usr/bin/env node
// The executable: ends with 128 + the signal's number from its first statement on, and hands over to the built program.
for (const [signal, code] of Object.entries({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 })) {
  process.on(signal, () => {
    // A run that minds signals listens, too, and ends in its own time.
    if (process.listenerCount(signal) === 1) process.exit(code);
  });
}
import('../dist/main.js')
  .then(({ main }) => main())
  .catch((error) => {
    process.stderr.write(
      `postform could not start: ${error?.message ?? error}\nInstall it again; in a checkout, run "npm run build".\n`,
    );
    process.exitCode = 1;
  });

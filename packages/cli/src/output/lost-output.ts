// Notices output that could not be written: a full disk is an error, a reader that went away is not.
import type { AppError } from '@postform/engine';

/** The part of an output stream that this needs. */
export interface Watched {
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
  write(text: string, done: () => void): unknown;
}

/**
 * From now on no stream throws. The returned function waits until everything is written to stdout, and gives the error that
 * prevented it; undefined where everything was written or the reader has gone (`postform apply | head`).
 */
export function watchOutput(stdout: Watched, stderr: Watched): () => Promise<AppError | undefined> {
  let lost: NodeJS.ErrnoException | undefined;
  stderr.on('error', () => undefined);
  stdout.on('error', (error) => {
    if (error.code !== 'EPIPE' && error.code !== 'EOF') lost ??= error;
  });
  return async () => {
    await new Promise<void>((resolve) => void stdout.write('', () => setImmediate(resolve)));
    if (lost === undefined) return undefined;
    const { AppError } = await import('@postform/engine');
    return new AppError('E_CLI_OUTPUT', `Not all of the result could be written to stdout: ${lost.message}.`, {
      hint: 'Free space where stdout is written to, and run the command again. What was done is recorded.',
      cause: lost,
    });
  };
}

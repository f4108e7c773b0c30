// What could not be written: a reader that went away is no error, a full disk under the result of a run is one.
import type { AppError } from '@postform/engine';

/** The part of a stream of the process that this needs. */
export interface Watched {
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
  write(text: string, done: () => void): unknown;
}

/**
 * From now on no stream throws. The returned function waits until stdout has taken everything, and gives the error that
 * kept it from doing so; undefined where all of it was written, or its reader has gone (`postform apply | head`).
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
      hint: 'Make room where stdout goes, and run the command again: what was done is recorded.',
      cause: lost,
    });
  };
}

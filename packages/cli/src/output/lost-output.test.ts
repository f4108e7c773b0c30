// Results that stdout does not take, and readers that go away.
import { describe, expect, it } from 'vitest';
import { watchOutput } from './lost-output.ts';

/** A stream that fails each write with this code, as Node does: an event, then the callback. */
function failing(code?: string) {
  const listeners: ((error: NodeJS.ErrnoException) => void)[] = [];
  return {
    on: (_: 'error', listener: (error: NodeJS.ErrnoException) => void) => void listeners.push(listener),
    write: (_: string, done: () => void) => {
      if (code !== undefined)
        for (const listener of listeners) listener(Object.assign(new Error(`${code}: refused`), { code }));
      done();
    },
  };
}

describe('stdout', () => {
  it.each(['ENOSPC', 'EIO', 'EFBIG'])('that refuses the result with %s makes the run an error', async (code) => {
    const lost = await watchOutput(failing(code), failing())();
    expect(lost).toMatchObject({ code: 'E_CLI_OUTPUT', category: 'error', message: expect.stringContaining(code) });
  });

  it.each([undefined, 'EPIPE'])('that takes it, or whose reader went away, does not (%s)', async (code) => {
    expect(await watchOutput(failing(code), failing('ENOSPC'))()).toBeUndefined();
  });
});

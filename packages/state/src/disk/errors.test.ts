// Tests of errors: each code has a remedy, and a failing disk is named with what is safe.
import { AppError } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { onDisk, stateError, stateErrors } from './errors.ts';

const work = { doing: 'write', path: '/p/x', safe: 'Nothing is lost.' };

describe('the errors of state', () => {
  it('have a meaning, a remedy and a category each, and carry them', () => {
    for (const [code, { meaning, remedy, category }] of Object.entries(stateErrors)) {
      expect(meaning.length, code).toBeGreaterThan(20);
      expect(stateError(code, 'm')).toMatchObject({ code, message: 'm', hint: remedy, category });
    }
  });

  it('of the disk say it in words where there are some, and in the system’s where not', async () => {
    const failing = (code: string) => onDisk(work, () => Promise.reject(Object.assign(new Error(), { code })));
    await expect(failing('ENOSPC')).rejects.toThrow(
      'Could not write /p/x: no space left on the disk (ENOSPC). Nothing is lost.',
    );
    await expect(failing('EISDIR')).rejects.toMatchObject({
      message: 'Could not write /p/x: there is a folder in the place of the file (EISDIR). Nothing is lost.',
      hint: expect.stringContaining('Move that folder away'),
    });
    await expect(failing('ENOTDIR')).rejects.toMatchObject({ hint: expect.stringContaining('where a folder belongs') });
    await expect(failing('EWEIRD')).rejects.toThrow('the system refused (EWEIRD)');
    await expect(onDisk(work, () => Promise.reject(new Error('odd')))).rejects.toThrow(
      'Could not write /p/x: Error: odd',
    );
  });

  it('pass through work on the disk unchanged', async () => {
    const error = new AppError('E_OTHER', 'm', { hint: 'h' });
    await expect(onDisk(work, () => Promise.reject(error))).rejects.toBe(error);
  });
});

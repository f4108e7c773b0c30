// Plans kept as bytes: what `plan`, `show` and `drift` print in each situation is what is kept beside this file.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { keptText, recordSituation } from './harness.ts';
import { situations } from './situations.ts';

it.each(situations)('$name: $title', async ({ name, title, act, emulator }) => {
  const text = await recordSituation(title, act, emulator);
  const kept = keptText(name, text);
  if (kept === undefined)
    throw new Error(
      `Nothing is kept for ${name}. Run POSTFORM_UPDATE_PLANS=1 npx vitest run tests/plans, and read the diff.`,
    );
  expect(text).toBe(kept);
});

it('keeps nothing for a situation that is gone', () => {
  const files = readdirSync(fileURLToPath(new URL('./kept/', import.meta.url)));
  expect(files.sort()).toEqual(situations.map(({ name }) => `${name}.txt`).sort());
});

// The prompt asks for a yes and takes everything else for a no.
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { makeRedactor } from '../output/redactor.ts';
import { makeStyle } from '../output/style.ts';
import { isCi, type Terminal } from '../output/terminal.ts';
import { makeOutput } from '../output/writer.ts';
import { askYes, requirePrompt } from './prompt.ts';

function fakeTerminal(asks = true): { readonly terminal: Terminal; readonly typed: PassThrough; shown(): string } {
  const typed = new PassThrough();
  let shown = '';
  const style = makeStyle(false);
  const terminal: Terminal = {
    ...makeOutput(
      makeRedactor(),
      { write: () => undefined, hasColors: false },
      {
        write: (text) => {
          shown += text;
        },
        hasColors: false,
      },
    ),
    cwd: '/',
    env: {},
    outStyle: style,
    errStyle: style,
    width: 80,
    redraws: false,
    asks,
    nowMs: () => 0,
    every: () => () => undefined,
    stdin: typed as unknown as NodeJS.ReadStream,
  };
  return { terminal, typed, shown: () => shown };
}

const never = new AbortController().signal;

describe('the prompt', () => {
  it.each([
    ['yes\n', true],
    ['  yes \n', true],
    ['y\n', false],
    ['YES\n', false],
    ['\n', false],
    ['no\nyes\n', false],
  ])('takes %j for %s', async (text, answer) => {
    const { terminal, typed, shown } = fakeTerminal();
    const asked = askYes(terminal, 'Apply this plan?', never);
    typed.write(text);
    expect(await asked).toBe(answer);
    expect(shown()).toContain('Apply this plan?');
  });

  it('takes the end of input for a no', async () => {
    const { terminal, typed } = fakeTerminal();
    const asked = askYes(terminal, 'Apply?', never);
    typed.end();
    expect(await asked).toBe(false);
  });

  it('takes Ctrl-C for a no, before and while it asks', async () => {
    const controller = new AbortController();
    const asked = askYes(fakeTerminal().terminal, 'Apply?', controller.signal);
    controller.abort();
    expect(await asked).toBe(false);
    expect(await askYes(fakeTerminal().terminal, 'Apply?', controller.signal)).toBe(false);
  });

  it('is refused at once where there is nobody to ask', () => {
    expect(() => requirePrompt(fakeTerminal(false).terminal, 'apply')).toThrow(
      expect.objectContaining({ code: 'E_CLI_NO_PROMPT' }),
    );
    expect(() => requirePrompt(fakeTerminal(false).terminal, 'destroy')).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('postform plan --destroy -o plan.json') }),
    );
    expect(() => requirePrompt(fakeTerminal().terminal, 'apply')).not.toThrow();
  });

  it.each([
    [{ CI: 'true' }, true],
    [{ CI: '1' }, true],
    [{ CI: '' }, false],
    [{ CI: 'false' }, false],
    [{}, false],
  ])('sees in %j whether it is CI: %s', (env, ci) => {
    expect(isCi(env)).toBe(ci);
  });
});

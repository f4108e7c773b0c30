// Room: the prompt. A person is asked, or nobody is: a run without a terminal never waits for an answer.
import { createInterface } from 'node:readline';
import { AppError } from '@postform/engine';
import type { Terminal } from '../output/terminal.ts';

/** Call it before any call is spent: a run that will need an answer nobody can give fails at once. */
export function requirePrompt(terminal: Terminal, command: 'apply' | 'destroy'): void {
  if (terminal.asks) return;
  const destroys = command === 'destroy' ? '--destroy ' : '';
  throw new AppError('E_CLI_NO_PROMPT', `${command} needs an approval, and there is nobody to ask here.`, {
    hint: `Save a plan and apply it: postform plan ${destroys}-o plan.json, then postform apply plan.json. Or pass --auto-approve.`,
  });
}

/** Resolves true for `yes` and nothing else. An end of input, or an abort of `signal`, is a no. */
export function askYes(terminal: Terminal, question: string, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const lines = createInterface({ input: terminal.stdin, terminal: false });
    let answer = false;
    const stop = () => lines.close();
    signal.addEventListener('abort', stop, { once: true });
    lines.once('line', (line) => {
      answer = line.trim() === 'yes';
      lines.close();
    });
    lines.once('close', () => {
      signal.removeEventListener('abort', stop);
      resolve(answer);
    });
    terminal.err(`\n${question}\n  Only "yes" is taken as a yes.\n\n  Answer: `);
    if (signal.aborted) stop();
  });
}

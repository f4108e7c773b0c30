// Asks a person. A run without a terminal never waits for an answer.
import { createInterface } from 'node:readline';
import { AppError } from '@postform/engine';
import type { Terminal } from '../output/terminal.ts';

/** Throws where a later approval is needed and nobody can be asked. Call it before any call is spent. */
export function requirePrompt(terminal: Terminal, command: 'apply' | 'destroy' | 'restore'): void {
  if (terminal.asks) return;
  const destroys = command === 'destroy' ? '--destroy ' : '';
  const save = `Save a plan and apply it: postform plan ${destroys}-o plan.json, then postform apply plan.json. Or pass --auto-approve.`;
  throw new AppError('E_CLI_NO_PROMPT', `${command} needs an approval, but nobody can be asked here.`, {
    hint: command === 'restore' ? 'Run it at a terminal, or pass --auto-approve.' : save,
  });
}

/** Resolves true for `yes` only. The end of the input, or an abort of `signal`, counts as no. */
export async function askYes(terminal: Terminal, question: string, signal: AbortSignal): Promise<boolean> {
  return (await askLine(terminal, `${question}\n  Only "yes" is accepted.`, signal)) === 'yes';
}

/** The line that a person types, without blanks around it; empty at the end of the input, or on an abort of `signal`. */
export function askLine(terminal: Terminal, question: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    const lines = createInterface({ input: terminal.stdin, terminal: false });
    let answer = '';
    const stop = () => lines.close();
    signal.addEventListener('abort', stop, { once: true });
    lines.once('line', (line) => {
      answer = line.trim();
      lines.close();
    });
    lines.once('close', () => {
      signal.removeEventListener('abort', stop);
      resolve(answer);
    });
    terminal.err(`\n${question}\n\n  Answer: `);
    if (signal.aborted) stop();
  });
}

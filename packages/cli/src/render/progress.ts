// Room: progress, what happens as it happens, on stderr. A terminal gets one line drawn over for looking; logs get lines.
import { relative } from 'node:path';
import type { Emit, Event } from '@postform/engine';
import { showDuration } from '../durations.ts';
import type { Terminal } from '../terminal.ts';
import type { Style } from './style.ts';
import { counted, gerundOf, pastOf } from './words.ts';

export interface Progress {
  readonly emit: Emit;
  /** A line of its own, never behind one that is drawn over. */
  say(text: string): void;
  /** Takes a line that is drawn over away again: something else is about to be shown. */
  clear(): void;
}

export function showProgress(terminal: Terminal): Progress {
  let drawn = false;
  const clear = () => {
    if (drawn) terminal.err('\r\x1b[2K');
    drawn = false;
  };
  const emit: Emit = (event) => {
    clear();
    if (event.type === 'look-progress') {
      if (!terminal.redraws || event.done === event.of) return;
      terminal.err(`Looking: ${event.done} of ${counted(event.of, 'call')}`);
      drawn = true;
      return;
    }
    const near = event.type === 'kept' ? { ...event, path: relative(terminal.cwd, event.path) } : event;
    const text = progressText(near, terminal.errStyle, terminal.nowMs());
    if (text !== undefined) terminal.err(`${text}\n`);
  };
  const say = (text: string) => {
    clear();
    terminal.err(`${text}\n`);
  };
  return { emit, say, clear };
}

/** The line of an event, without a newline; undefined where there is nothing to say. */
export function progressText(event: Exclude<Event, { type: 'look-progress' }>, style: Style, nowMs: number) {
  switch (event.type) {
    case 'look-start':
      return undefined;
    case 'resolve-start':
      return `Finding out how ${counted(event.addresses.length, 'earlier write')} ended: ${event.addresses.join(', ')}`;
    case 'resolve-wait':
      return `Waiting ${showDuration(Math.max(0, event.untilMs - nowMs))}: ${event.why}`;
    case 'resolved':
      return `${style.bold(event.address)}: ${resolutions[event.how]}`;
    case 'apply-start':
      return `Applying ${counted(event.steps, 'step')} …`;
    case 'step-start':
      return `${style.bold(event.address)}: ${gerundOf(event.op)} …`;
    case 'step-done':
      return style.green(`${event.address}: ${pastOf(event.op)} in ${showDuration(event.ms)}`);
    case 'step-failed':
      return style.red(`${event.address}: ${gerundOf(event.op)} failed: ${event.error.message}`);
    case 'step-skipped':
      return style.yellow(`${event.address}: skipped, because ${event.because} failed`);
    case 'residue':
      return style.yellow(`${event.address}: the server changed what was sent: ${event.pointers.join(', ')}`);
    case 'kept':
      return style.dim(`${event.address}: the remote body was kept as ${event.path}`);
    case 'warning':
      return `${style.yellow('Warning')}: ${event.text}`;
  }
}

const resolutions = {
  adopted: 'the earlier create had worked; its object is ours now',
  absent: 'the earlier create had not worked',
  applied: 'the earlier write was done again',
  deleted: 'the earlier delete had worked',
} as const;

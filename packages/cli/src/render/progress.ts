// Shows progress on stderr. A terminal gets one line that is redrawn while reading and waiting; a log gets lines.

import { relative } from 'node:path';
import { clockTime } from '@postform/client';
import type { Emit, Event } from '@postform/engine';
import { showDuration } from '../options/durations.ts';
import type { Style } from '../output/style.ts';
import type { Terminal } from '../output/terminal.ts';
import { wordedError } from './refusals.ts';
import { counted, furtherText, gerundOf, pastOf } from './words.ts';

export interface Progress {
  readonly emit: Emit;
  /** Writes a line of its own, never after a redrawn one. */
  say(text: string): void;
  /** On a terminal a line that counts down; otherwise one line for the wait. */
  wait(wait: Wait): void;
  /** Removes the redrawn line before something else is shown. */
  clear(): void;
}

/** A wait of the run for a rate limit. */
export interface Wait {
  /** `waiting 12 s for the general window, until 14:03:20`. */
  readonly text: string;
  /** `the general window`. */
  readonly label: string;
  /** Epoch milliseconds. */
  readonly untilMs: number;
}

export function showProgress(terminal: Terminal): Progress {
  let drawn = false;
  const clear = () => {
    if (drawn) terminal.err('\r\x1b[2K');
    drawn = false;
  };
  const emit: Emit = (event) => {
    clear();
    if (event.type === 'refresh-progress') {
      if (!terminal.redraws || event.done === event.of) return;
      terminal.err(`Reading: ${event.done} of ${counted(event.of, 'call')}`);
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
  let stopCounting = () => {};
  const wait = ({ text, label, untilMs }: Wait) => {
    if (!terminal.redraws) return say(text);
    stopCounting();
    const draw = () => {
      clear();
      const leftS = Math.ceil((untilMs - terminal.nowMs()) / 1000);
      if (leftS <= 0) return stopCounting();
      terminal.err(`Waiting for ${label}: ${leftS} s to go, until ${clockTime(untilMs, terminal.nowMs())}`);
      drawn = true;
    };
    stopCounting = terminal.every(1000, draw);
    draw();
  };
  const end = () => {
    stopCounting();
    clear();
  };
  return { emit, say, wait, clear: end };
}

/** The line of an event, without a newline; undefined where there is nothing to say. */
export function progressText(event: Exclude<Event, { type: 'refresh-progress' }>, style: Style, nowMs: number) {
  switch (event.type) {
    case 'refresh-start':
      return undefined;
    case 'read-further':
      return furtherText(event);
    case 'resolve-start':
      return `Checking how ${counted(event.addresses.length, 'interrupted write')} ended: ${event.addresses.join(', ')}`;
    case 'resolve-wait':
      return `Waiting ${showDuration(Math.max(0, event.untilMs - nowMs))}: ${event.why}`;
    case 'resolved':
      return `${style.bold(event.address)}: ${resolutions[event.how]}`;
    case 'apply-start':
      return event.steps < event.of
        ? `Applying ${event.steps === 1 ? 'the first' : `the first ${event.steps}`} of ${counted(event.of, 'step')}, as many as the budget covers …`
        : `Applying ${counted(event.steps, 'step')} …`;
    case 'step-start':
      return `${style.bold(event.address)}: ${gerundOf(event.op)} …`;
    case 'step-done':
      return style.green(`${event.address}: ${pastOf(event.op)} in ${showDuration(event.ms)}`);
    case 'step-failed':
      return style.red(`${event.address}: ${gerundOf(event.op)} failed: ${wordedError(event.error).message}`);
    case 'step-skipped':
      return style.yellow(`${event.address}: skipped, because ${event.because} failed`);
    case 'unexplained-difference':
      return style.yellow(`${event.address}: the server changed the value sent for ${event.pointers.join(', ')}`);
    case 'kept':
      return style.dim(`${event.address}: a backup of the remote object was saved as ${event.path}`);
    case 'warning':
      return `${style.yellow('Warning')}: ${event.text}`;
  }
}

const resolutions = {
  adopted: 'the interrupted create succeeded; its object is now managed',
  absent: 'the interrupted write had no effect',
  applied: 'the result of the interrupted write was read; the plan does the rest',
  deleted: 'the interrupted delete succeeded',
} as const;

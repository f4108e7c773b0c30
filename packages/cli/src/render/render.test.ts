// The small parts of what people read: mistakes, folding, tables, progress.
import { describe, expect, it } from 'vitest';
import { style } from '../../../../tests/harness/made-up-plans.ts';
import { makeStyle } from '../output/style.ts';
import type { Terminal } from '../output/terminal.ts';
import { renderBars } from './bars.ts';
import { renderDiagnostics } from './diagnostics.ts';
import { renderError } from './errors.ts';
import { foldText } from './fold.ts';
import { progressText, showProgress } from './progress.ts';
import { renderTable } from './table.ts';

describe('diagnostics', () => {
  const place = { file: 'a.yaml', line: 2, column: 3 };
  it('stand with their line, a caret and what would be right', () => {
    const text = renderDiagnostics(
      [{ severity: 'error', code: 'D_X', message: 'bad', hint: 'good', place, related: [{ message: 'first', place }] }],
      () => 'x y',
      style,
    );
    expect(text).toBe('Error: bad\n  a.yaml:2:3\n      2 | x y\n        |   ^\n  first: a.yaml:2:3\n  good\n');
  });

  it('show a very long line only around the mistake, the caret still below it', () => {
    const line = `${'a'.repeat(5000)}!${'b'.repeat(5000)}`;
    const far = { ...place, column: 5001 };
    const text = renderDiagnostics([{ severity: 'warning', code: 'D_X', message: 'm', place: far }], () => line, style);
    const [, , shown, caret] = text.split('\n');
    expect(shown!.length).toBeLessThan(200);
    expect(shown![caret!.indexOf('^')]).toBe('!');
  });
});

describe('small things', () => {
  it('a narrow terminal folds at spaces and keeps the indentation, a log is never folded', () => {
    const text = '    one two three four five six seven eight nine ten eleven';
    expect(foldText(text, 40, 6)).toBe('    one two three four five six seven\n      eight nine ten eleven');
    expect(foldText(text, Number.POSITIVE_INFINITY, 6)).toBe(text);
  });

  it('an unexpected error is one line that says it is a bug', () => {
    const text = renderError(new Error('boom\nmore'), style);
    expect(text.trim().split('\n')).toHaveLength(1);
    expect(text).toContain('This is a bug in Postform');
    expect(text).not.toContain('    at ');
  });

  it('tables pad all columns but the last', () => {
    expect(
      renderTable([
        ['a', 'bb', 'c'],
        ['aaa', '', 'cc'],
      ]),
    ).toBe('a    bb  c\naaa      cc\n');
  });

  it('progress names the address, what is done and how long it took', () => {
    const about = { step: 's', address: 'mock.m', op: 'create' };
    expect(progressText({ type: 'step-start', ...about }, style, 0)).toBe('mock.m: creating …');
    expect(progressText({ type: 'step-done', ...about, ms: 340 }, style, 0)).toBe('mock.m: created in 0.3 s');
    const failed = { type: 'step-failed', ...about, error: new Error('no') } as const;
    expect(progressText(failed, style, 0)).toBe('mock.m: creating failed: no');
    const waits = { type: 'resolve-wait', untilMs: 12_000, why: 'lists lag' } as const;
    expect(progressText(waits, style, 2000)).toBe('Waiting 10 s: lists lag');
  });

  it('colours are there only where they are wanted', () => {
    expect(makeStyle(true).red('x')).not.toBe('x');
    expect(style.red('x')).toBe('x');
  });
});

describe('a line that is drawn over', () => {
  it('is taken away before anything else is said', () => {
    let shown = '';
    const err = (text: string) => {
      shown += text;
    };
    const terminal = { redraws: true, err } as Terminal;
    const { emit, say, clear } = showProgress(terminal);
    emit({ type: 'refresh-progress', done: 1, of: 9 });
    say('waiting');
    emit({ type: 'refresh-progress', done: 2, of: 9 });
    clear();
    clear();
    expect(shown).toBe('Reading: 1 of 9 calls\r\x1b[2Kwaiting\nReading: 2 of 9 calls\r\x1b[2K');
  });
});

describe('a wait', () => {
  const wait = { text: 'waiting 43 s for the general window, until 14:03:20', label: 'the general window' };
  /** Ticks are given by the test. */
  function counting(redraws: boolean) {
    const state = { shown: '', nowMs: 0, tick: undefined as (() => void) | undefined };
    const terminal = {
      redraws,
      err: (text: string) => {
        state.shown += text;
      },
      nowMs: () => state.nowMs,
      every: (_ms: number, work: () => void) => {
        state.tick = work;
        return () => {
          state.tick = undefined;
        };
      },
    } as unknown as Terminal;
    return { state, progress: showProgress(terminal) };
  }
  const lines = (shown: string) => shown.replaceAll('\r\x1b[2K', '|').replaceAll(/\d\d:\d\d:\d\d/g, 'T');

  it('is one line in a log', () => {
    const { state, progress } = counting(false);
    progress.wait({ ...wait, untilMs: 43_000 });
    expect(state).toMatchObject({ shown: `${wait.text}\n`, tick: undefined });
  });

  it('counts down on a terminal, around whatever else is said, and is gone when it is over', () => {
    const { state, progress } = counting(true);
    progress.wait({ ...wait, untilMs: 2_000 });
    progress.say('something');
    state.nowMs = 1_000;
    state.tick?.();
    state.nowMs = 2_000;
    state.tick?.();
    expect(state.tick).toBeUndefined();
    const at = (left: number) => `Waiting for the general window: ${left} s to go, until T`;
    expect(lines(state.shown)).toBe(`${at(2)}|something\n${at(1)}|`);
  });

  it('ends with the run', () => {
    const { state, progress } = counting(true);
    progress.wait({ ...wait, untilMs: 60_000 });
    progress.clear();
    expect(state.tick).toBeUndefined();
    expect(state.shown.endsWith('\r\x1b[2K')).toBe(true);
  });
});

describe('bars', () => {
  const counts = { '2026-11-24': 40, '2026-11-25': 1, '2026-11-26': 0 };
  it('are plain where there are no colours, and as long as the terminal is wide', () => {
    const bars = (width: number) => renderBars(counts, { style, width });
    expect(bars(Number.POSITIVE_INFINITY)).toEqual([
      `2026-11-24  40  ${'#'.repeat(40)}`,
      '2026-11-25   1  #',
      '2026-11-26   0',
    ]);
    expect(bars(30)[0]).toBe(`2026-11-24  40  ${'#'.repeat(14)}`);
    expect(bars(10)[0]).toBe(`2026-11-24  40  ${'#'.repeat(5)}`);
    expect(renderBars(counts, { style: makeStyle(true), width: 80 })[1]).toContain('█');
  });
});

describe('folding on a terminal', () => {
  it('counts what is seen, not the colours', () => {
    const painted = makeStyle(true).bold('environment.orders');
    const line = `${painted} will be updated now`;
    expect(foldText(line, 40, 4)).toBe(line);
    expect(foldText(line, 33, 4)).toBe(`${painted} will be\n    updated now`);
  });
});

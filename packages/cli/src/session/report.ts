// Reports what a run does: lines for people on stderr, or records for programs on stdout, never both.

import type { Diagnostic, Emit, Event } from '@postform/engine';
import { eventRecord } from '../json/event-records.ts';
import { diagnosticRecord, recordWriter, type WriteRecord, waitRecord } from '../json/records.ts';
import type { Options } from '../options/options.ts';
import type { Terminal } from '../output/terminal.ts';
import { renderDiagnostics, type SourceLine } from '../render/diagnostics.ts';
import { showProgress, type Wait } from '../render/progress.ts';
import { withSources } from './source-lines.ts';

export interface Report {
  readonly emit: Emit;
  /** Information for people; not a warning. `--quiet` leaves it out. */
  say(text: string): void;
  /** Something that people have to know or to do. */
  notice(text: string): void;
  /** The run waits for a rate limit. */
  wait(wait: Wait & { readonly bucket: string; readonly waitMs: number }): void;
  /** Call it before anything else is written to the terminal. */
  clear(): void;
  diagnostics(list: readonly Diagnostic[], root: string): void;
  /** Writes records; undefined where people read. */
  readonly record?: WriteRecord;
}

/** With `json` all is written as records, and `quiet` changes nothing. */
export function makeReport(terminal: Terminal, { json, quiet }: Pick<Options, 'json' | 'quiet'>): Report {
  if (json) {
    const record = recordWriter(terminal);
    const log = (text: string) => record({ '@level': 'info', '@message': text.trim(), type: 'log' });
    return {
      record,
      clear: () => undefined,
      emit: (event) => {
        const made = eventRecord(event);
        if (made !== undefined) record(made);
      },
      say: log,
      notice: log,
      wait: (wait) => record(waitRecord(wait)),
      diagnostics: (list, root) => {
        for (const diagnostic of withSources(list, root, terminal.redactor).list) record(recordOf(diagnostic));
      },
    };
  }
  const { emit, say, wait, clear } = showProgress(terminal);
  const notice = (text: string) => say(ownBreaks(text, terminal));
  return {
    emit: (event) => {
      if (quiet && !needsAttention(event)) return;
      emit(cleanEvent(event, terminal));
    },
    say: quiet ? () => undefined : notice,
    notice,
    wait: quiet ? () => undefined : (one) => wait(terminal.clean(one)),
    clear,
    diagnostics: (list, root) => {
      if (list.length === 0) return;
      const shown = withSources(list, root, terminal.redactor);
      const files = new Map(list.map(({ place }) => [terminal.clean(place?.file), place?.file]));
      const source: SourceLine = (file, line) => shown.line(files.get(file) ?? file, line);
      terminal.err(`${renderDiagnostics(terminal.clean(shown.list), source, terminal.errStyle)}\n`);
    },
  };
}

/** Of the events that come for each call and each step, only what is shown and not our own: numbers and operations are. */
function cleanEvent(event: Event, { clean }: Terminal): Event {
  if (event.type === 'refresh-progress') return event;
  const isOfEachStep = event.type === 'step-start' || event.type === 'step-done';
  return isOfEachStep ? { ...event, address: clean(event.address) } : clean(event);
}

function needsAttention({ type }: Event): boolean {
  return type === 'warning' || type === 'step-failed' || type === 'unexplained-difference';
}

function recordOf({ severity, code, message, hint, place }: Diagnostic) {
  return diagnosticRecord({
    severity,
    code,
    summary: message,
    ...(hint === undefined ? {} : { detail: hint }),
    ...(place === undefined
      ? {}
      : { range: { filename: place.file, start: { line: place.line, column: place.column } } }),
  });
}

/** Line breaks at both ends are ours; any within come from a name or a message and are escaped. */
function ownBreaks(text: string, { clean }: Terminal): string {
  const [, lead, inner, tail] = /^(\n*)(.*?)(\n*)$/s.exec(text)!;
  return `${lead}${clean(inner!)}${tail}`;
}

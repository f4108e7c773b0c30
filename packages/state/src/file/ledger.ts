// Room: the ledger on a local disk, calls spent by team or user, month, day and command. One line per addition.
import { dirname } from 'node:path';
import { assert, type Clock, isObject } from '@postform/engine';
import { type Disk, diskCode, nodeDisk } from '../disk.ts';
import { onDisk } from '../errors.ts';

export interface Spending {
  /** Whose purse it is: a team, or a user without one. */
  readonly key: string;
  /** E.g. `apply`. */
  readonly command: string;
  readonly calls: number;
}

/** Calls of one key in one UTC month. */
export interface MonthSpent {
  /** `2026-11`. */
  readonly month: string;
  readonly calls: number;
  /** By UTC day, `2026-11-22`. */
  readonly byDay: Readonly<Record<string, number>>;
  readonly byCommand: Readonly<Record<string, number>>;
}

export interface Ledger {
  /** Durable when it resolves. Additions of several processes all count. */
  add(spending: Spending): Promise<void>;
  /** The month that the clock is in, or the one named, e.g. `2026-10`. */
  month(key: string, month?: string): Promise<MonthSpent>;
}

export interface FileLedgerOptions {
  /** E.g. `.postform/ledger`. */
  readonly path: string;
  readonly clock: Clock;
  readonly disk?: Disk;
}

const HEADER =
  '{"postform":"ledger","format":1,"about":"Calls sent to the Postman API, one line per run and command."}\n';

/**
 * How each line begins. In JSON text a quote inside a string is escaped, so this cannot occur within a line, and a line that
 * follows a torn one without a line break is still found.
 */
const LINE_START = /(?=\{"(?:at|postform)":")/;

export function fileLedger(options: FileLedgerOptions): Ledger {
  const { path, clock } = options;
  const disk = options.disk ?? nodeDisk;
  const encoder = new TextEncoder();

  /** The header may land behind another process's first line, never over it: both are appended. */
  const begin = async (): Promise<void> => {
    await disk.makeFolder(dirname(path));
    try {
      await (await disk.open(path, 'create')).close();
      const file = await disk.open(path, 'append');
      await file.append(encoder.encode(HEADER)).finally(() => file.close());
      await disk.syncFolder(dirname(path));
    } catch (error) {
      if (diskCode(error) !== 'EEXIST') throw error;
    }
  };

  return {
    add: async ({ key, command, calls }) => {
      assert(Number.isSafeInteger(calls) && calls >= 0, `${calls} calls are added to the ledger`);
      if (calls === 0) return;
      const line = { at: new Date(clock.nowMs()).toISOString(), key, command, calls };
      const safe = `${calls} calls of ${command} are missing in it; the state is not concerned.`;
      await onDisk({ doing: 'add to', path, safe }, async () => {
        await begin();
        const file = await disk.open(path, 'append');
        try {
          await file.append(encoder.encode(`${JSON.stringify(line)}\n`));
          await file.sync();
        } finally {
          await file.close();
        }
      });
    },
    month: async (key, month = new Date(clock.nowMs()).toISOString().slice(0, 7)) => {
      const bytes = await onDisk({ doing: 'read', path, safe: 'Nothing was changed.' }, () => disk.read(path));
      const byDay: Record<string, number> = {};
      const byCommand: Record<string, number> = {};
      let calls = 0;
      for (const line of linesOf(bytes)) {
        if (line.key !== key || !line.at.startsWith(month)) continue;
        const day = line.at.slice(0, 10);
        calls += line.calls;
        byDay[day] = (byDay[day] ?? 0) + line.calls;
        byCommand[line.command] = (byCommand[line.command] ?? 0) + line.calls;
      }
      return { month, calls, byDay, byCommand };
    },
  };
}

/** Whole lines; a torn one, of a run that was killed in `add`, is left out. */
function linesOf(bytes: Uint8Array | undefined): readonly (Spending & { readonly at: string })[] {
  return new TextDecoder()
    .decode(bytes ?? new Uint8Array())
    .split(LINE_START)
    .flatMap((text) => {
      try {
        const { at, key, command, calls } = lineOf(JSON.parse(text));
        return typeof at === 'string' &&
          typeof key === 'string' &&
          typeof command === 'string' &&
          typeof calls === 'number'
          ? [{ at, key, command, calls }]
          : [];
      } catch {
        return [];
      }
    });
}

function lineOf(value: unknown) {
  return isObject(value) ? value : {};
}

// Logs what a run does, as POSTFORM_LOG asks: one JSON record a line, on stderr or in the file of POSTFORM_LOG_FILE.
import { resolve } from 'node:path';
import type { ClientEvent } from '@postform/client';
import type { Emit, Plan, StateStore } from '@postform/engine';
import { snakeCased } from '../json/snake-case.ts';
import type { Terminal } from '../output/terminal.ts';

const LEVELS = ['debug', 'trace'] as const;
type Level = (typeof LEVELS)[number];

export interface Log {
  /** `facts` hold no body; what is secret in them is redacted. */
  write(level: Level, type: string, facts: object): void;
  /** Every call, wait and retry. */
  client(event: ClientEvent): void;
  /** What was decided for each address, and why. */
  plan(plan: Plan): void;
  /** The same store, with its loads, locks and entries logged. */
  store<S extends StateStore>(store: S): S;
}

/** Undefined where nothing is to be logged. Another value than `debug` and `trace` is a warning, and so is a file that cannot be written. */
export function logOf(terminal: Terminal, emit: Emit): Log | undefined {
  const { env } = terminal;
  const wanted = (env['POSTFORM_LOG'] ?? '').toLowerCase();
  if (wanted === '') return undefined;
  const most = LEVELS.indexOf(wanted as Level);
  if (most < 0) {
    const text = `POSTFORM_LOG is ${JSON.stringify(env['POSTFORM_LOG'])}, and only debug and trace are understood. Nothing is logged.`;
    emit({ type: 'warning', text });
    return undefined;
  }
  const file = env['POSTFORM_LOG_FILE'] ? resolve(terminal.cwd, env['POSTFORM_LOG_FILE']) : undefined;
  let isBroken = false;
  const write: Log['write'] = (level, type, facts) => {
    if (isBroken || LEVELS.indexOf(level) > most) return;
    const time = new Date(terminal.nowMs()).toISOString();
    try {
      const head = { '@level': level, '@module': 'postform.log', '@timestamp': time, type };
      terminal.log({ ...head, ...(snakeCased(facts) as object) }, file);
    } catch (error) {
      isBroken = true;
      emit({ type: 'warning', text: `The log ${file} cannot be written: ${(error as Error).message}` });
    }
  };
  return {
    write,
    client: ({ type, ...facts }) => write('debug', type, facts),
    plan: ({ changes, price }) => {
      for (const { address, action, reason, changed } of changes)
        write('debug', 'decision', { address, action, reason, changed });
      write('debug', 'price', { expected: price.expected, worst: price.worst });
    },
    store: (store) => ({
      ...store,
      load: async () => {
        const state = await store.load();
        write('debug', 'state_load', { serial: state?.serial ?? null });
        return state;
      },
      lock: async (how) => {
        write('debug', 'lock', { operation: how.operation });
        const lease = await store.lock(how);
        write('debug', 'locked', { operation: how.operation, serial: lease.state().serial });
        return {
          ...lease,
          append: async (entry) => {
            await lease.append(entry);
            write('trace', 'state_append', { entry: entry.type });
          },
          release: async () => {
            await lease.release();
            write('debug', 'unlocked', { operation: how.operation });
          },
        };
      },
    }),
  };
}

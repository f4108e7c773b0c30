// Provokes the refusals that any operation has: no valid key, and a server that fails.
import type { Json } from '../../json/json.ts';
import { documentedOperation, type PlayedScenario, type Stage } from './scenario.ts';

/** Params of every name, for calls that never get to their object. */
const anyParams: Readonly<Record<string, string>> = new Proxy({}, { get: () => '1' });

/** 401 for a key that is none; `example` where the operation does not word it as most do. */
export function withoutKey(operation: string, example = 'Authentication Error'): PlayedScenario {
  const headers = { 'x-api-key': 'no-such-key' };
  return { operation, status: 401, example, play: (stage) => stage.ask(operation, { params: anyParams, headers }) };
}

/** 500, which takes a fault. */
export function broken(operation: string, example = 'Server Error'): PlayedScenario {
  return faulty(operation, 500, example);
}

/** A documented answer that nothing but a fault brings about: its body is the example's. */
export function faulty(operation: string, status: number, example: string): PlayedScenario {
  return {
    operation,
    status,
    example,
    play: async (stage: Stage) => {
      const body: Json | undefined = documentedOperation(operation).answers[status]?.examples[example];
      await stage.control('POST', 'faults', { faults: [{ on: { operation }, do: { kind: 'status', status, body } }] });
      return stage.ask(operation, { params: anyParams });
    },
  };
}

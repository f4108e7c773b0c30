// Defines how one documented answer is provoked, and the stage on which it is played.
//
// A topic file exports a list of scenarios; `topics.ts` names the topics. A scenario prepares what its answer needs,
// makes the documented call last, and returns that answer; the machine compares it with the example and the schema.
//
//   { operation: 'createMock', status: 200, example: 'Successful Response',
//     play: async (stage) => {
//       const orders = await make(stage, 'collection', collection('orders'));
//       stage.alias('12345678-12ece9e1-2abf-4edc-8e34-de66e74114d2', orders.uid);
//       return stage.ask('createMock', { query: { workspace: stage.workspace }, body: stage.documented('createMock') });
//     } }
import type { EmulatorOptions } from '../../index.ts';
import type { Json } from '../../json/json.ts';
import { type Answer, type Harness, open } from '../harness.ts';
import { type DocumentedOperation, documentedOperations, hasDocument } from './documented.ts';
import { ownOperations } from './own/operations.ts';

interface Target {
  /** The operationId. */
  readonly operation: string;
  readonly status: number;
  /** The name of the documented response example; undefined where the status has none (a 204). */
  readonly example: string | undefined;
}

/** An answer that is provoked. `deviation`: why the answer differs from the example, where the example is wrong. */
export interface PlayedScenario extends Target {
  /** What the emulator is started with; limits are off by default. */
  readonly options?: EmulatorOptions;
  readonly deviation?: string;
  play(stage: Stage): Promise<Answer>;
}

/** An example this operation cannot answer with, and why: it stands in an error component shared with others. */
export interface ImpossibleScenario extends Target {
  readonly impossible: string;
}

export type Scenario = PlayedScenario | ImpossibleScenario;

/** The documented answer `[status, example]` of the operation, and how it is provoked. */
export function played(
  operation: string,
  [status, example]: readonly [number, string],
  play: PlayedScenario['play'],
): PlayedScenario {
  return { operation, status, example, play };
}

/** What a documented call is made with. */
export interface Ask {
  /** Values of the `{names}` of the path. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  /** A text is sent as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A harness that knows the documented requests. */
export interface Stage extends Harness {
  /** From now on `documented` and `ask` write `real` where the document's example says `documentedId`. */
  alias(documentedId: string, real: string): void;
  /** A copy of the request example (the first, unless named) with aliased ids replaced. */
  documented(operation: string, example?: string): Json;
  /** Makes the call of the operation by its documented method and path. */
  ask(operation: string, ask?: Ask): Promise<Answer>;
}

/** Starts an emulator for one scenario, strict unless it says otherwise; it ends with the test at the latest. */
export async function openStage(options: EmulatorOptions = {}): Promise<Stage> {
  const harness = await open({ profile: 'strict', ...options });
  const aliases = new Map<string, string>();
  return {
    ...harness,
    alias: (documentedId, real) => {
      aliases.set(documentedId, real);
    },
    documented: (operation, example) => {
      const { requests } = documentedOperation(operation);
      const body = example === undefined ? Object.values(requests)[0] : requests[example];
      if (body === undefined) throw new Error(`${operation} has no request example ${example ?? ''}`);
      return JSON.parse(aliased(JSON.stringify(body), aliases)) as Json;
    },
    ask: (operation, { params = {}, query = {}, body, headers = {} } = {}) => {
      const { method, path, requestType } = documentedOperation(operation);
      const search = new URLSearchParams(
        Object.entries(query).map(([key, value]): [string, string] => [key, String(value)]),
      ).toString();
      const target = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(paramOf(params, name, path)));
      const type = requestType === undefined ? {} : { 'content-type': requestType };
      return harness.call(method, search === '' ? target : `${target}?${search}`, body, { ...type, ...headers });
    },
  };
}

const operations = hasDocument ? documentedOperations : ownOperations();

/** Throws when the facts do not hold the operation: a scenario for something undocumented. */
export function documentedOperation(operation: string): DocumentedOperation {
  const found = operations.get(operation);
  if (found === undefined) throw new Error(`the facts hold no examples of ${operation}`);
  return found;
}

function paramOf(params: Readonly<Record<string, string>>, name: string, path: string): string {
  const value = params[name];
  if (value === undefined) throw new Error(`the path ${path} needs ${name}`);
  return value;
}

/** The longest first, so that a uid is replaced before the id inside it. */
function aliased(text: string, aliases: ReadonlyMap<string, string>): string {
  const longestFirst = [...aliases].sort(([one], [other]) => other.length - one.length);
  return longestFirst.reduce((done, [documentedId, real]) => done.replaceAll(documentedId, real), text);
}

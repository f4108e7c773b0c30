// Runs a whole Postform in one process against a real emulator on loopback, with real files; nothing is mocked.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type PostmanClient } from '@postform/client';
import { type Emulator, type EmulatorOptions, startEmulator } from '@postform/emulator';
import {
  type ApplyResult,
  type Client,
  DEFAULT_LIFECYCLE,
  DEFAULT_PLAN_OPTIONS,
  type Desired,
  type DesiredResource,
  type Event,
  type FileResult,
  type Files,
  type Json,
  type JsonObject,
  kindNamed,
  kindNameOf,
  type Lifecycle,
  type Plan,
  type PlanOptions,
  type PlanRun,
  type Ports,
  runApply,
  runPlan,
  type Send,
} from '@postform/engine';
import { kinds, workspaces } from '@postform/kinds';
import { fileBackupStore, fileEvidenceStore, fileStateStore, type LockedStateStore } from '@postform/state';
import { random, clock as realClock } from '../../packages/cli/src/session/wire.ts';
import { wrapSend } from './replies.ts';

export interface HarnessOptions extends EmulatorOptions {
  readonly settleMs?: number;
  readonly parallelism?: number;
  readonly secrets?: Readonly<Record<string, string>>;
}

/** What a test writes for one resource: the authored form; refs as `{ $deferred: 'ref', … }` nodes. */
export interface Authored {
  readonly address: string;
  readonly written: JsonObject;
  readonly lifecycle?: Partial<Lifecycle>;
  readonly adopt?: string;
  /** Source files by the path that `written` names. */
  readonly sources?: Readonly<Record<string, Json>>;
}

export interface JournalCall {
  readonly n: number;
  readonly method: string;
  readonly path: string;
  readonly operation: string;
  readonly status: number;
}

export interface Harness {
  readonly emulator: Emulator;
  readonly dir: string;
  readonly events: Event[];
  readonly store: LockedStateStore;
  ports(overrides?: Partial<Ports>): Ports;
  /** Ports whose runs may send so many calls, reservations included. */
  limitedPorts(maxCallsPerRun: number): Ports;
  /** Ports whose calls pass through `wrap` on their way to the client. */
  portsThrough(wrap: (send: Send) => Send): Ports;
  desired(resources: readonly Authored[]): Desired;
  plan(resources: readonly Authored[], options?: Partial<PlanOptions>): Promise<PlanRun>;
  apply(
    resources: readonly Authored[],
    options?: Omit<Partial<PlanOptions>, 'saved'> & {
      readonly saved?: Plan;
      readonly ports?: Ports;
      readonly reviewed?: boolean;
    },
  ): Promise<ApplyResult>;
  /** Calls received so far by the emulator, as it counts them. */
  calls(): Promise<{ readonly count: number; readonly calls: readonly JournalCall[] }>;
  control(path: string, body?: Json, method?: string): Promise<Json>;
  /** A GET with the key, straight over HTTP and not through our client; counted by the emulator. */
  fetchApi(path: string): Promise<JsonObject>;
  close(): Promise<void>;
}

export function refTo(address: string, attribute = 'uid'): Json {
  return { $deferred: 'ref', address, attribute };
}

export async function makeHarness(options: HarnessOptions = {}): Promise<Harness> {
  const { settleMs = 0, parallelism = 8, secrets = {}, ...rest } = options;
  const emulator = await startEmulator({ limits: 'off', ...rest });
  const dir = mkdtempSync(join(tmpdir(), 'postform-harness-'));
  const events: Event[] = [];
  const emit = (event: Event): void => void events.push(event);
  const clients: PostmanClient[] = [];
  const about = { clock: realClock, random, hostname: 'harness', pid: process.pid };
  const store = fileStateStore({ ...about, path: join(dir, 'harness.state'), emit });

  const openClient = (maxCallsPerRun?: number): PostmanClient => {
    const client = createClient({
      ...(maxCallsPerRun === undefined ? {} : { maxCallsPerRun }),
      baseUrl: emulator.url,
      apiKey: emulator.apiKey,
      clock: realClock,
      assumeLimits: false,
      concurrency: parallelism,
    });
    clients.push(client);
    return client;
  };
  const ports = (overrides: Partial<Ports> = {}): Ports => ({
    kinds,
    workspaces,
    client: overrides.client ?? openClient(),
    store,
    evidence: fileEvidenceStore({ ...about, path: join(dir, 'harness.evidence') }),
    backups: fileBackupStore({ dir: join(dir, 'overwritten'), clock: realClock }),
    clock: realClock,
    random,
    emit,
    secrets: (name) => secrets[name],
    settleMs,
    parallelism,
    signal: new AbortController().signal,
    ...overrides,
  });
  const desired = (resources: readonly Authored[]): Desired => ({
    stack: 'harness',
    workspace: emulator.workspace,
    resources: resources.map(parseAuthored).sort((a, b) => (a.address < b.address ? -1 : 1)),
  });
  const harness: Harness = {
    emulator,
    dir,
    events,
    store,
    ports,
    limitedPorts: (maxCallsPerRun) => ports({ client: openClient(maxCallsPerRun) }),
    portsThrough: (wrap) => ports({ client: wrapped(openClient(), wrap) }),
    desired,
    plan: (resources, over = {}) => runPlan(ports(), desired(resources), { ...DEFAULT_PLAN_OPTIONS, ...over }),
    apply: (resources, { saved, ports: given, reviewed = true, ...over } = {}) =>
      runApply(given ?? ports(), {
        desired: desired(resources),
        options: { ...DEFAULT_PLAN_OPTIONS, ...over },
        ...(saved ? { saved } : {}),
        approve: async () => ({ approved: true, reviewed }),
      }),
    calls: async () => (await (await fetch(`${emulator.url}/_emulator/journal`)).json()) as never,
    control: async (path, body, method = 'POST') => {
      const reply = await fetch(`${emulator.url}/_emulator/${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      if (!reply.ok) throw new Error(`control ${path}: ${reply.status} ${await reply.text()}`);
      return (await reply.json()) as Json;
    },
    fetchApi: async (path) => {
      const reply = await fetch(`${emulator.url}${path}`, { headers: { 'x-api-key': emulator.apiKey } });
      if (!reply.ok) throw new Error(`GET ${path}: ${reply.status} ${await reply.text()}`);
      return (await reply.json()) as JsonObject;
    },
    close: async () => {
      for (const client of clients) await client.close();
      await emulator.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  return harness;
}

function wrapped(client: Client, wrap: (send: Send) => Send): Client {
  return {
    bucketsOf: client.bucketsOf,
    allowance: client.allowance,
    refusal: client.refusal,
    reserve: async (purpose, worst) => {
      const reservation = await client.reserve(purpose, worst);
      return { ...reservation, send: wrapSend(reservation.send, wrap) };
    },
  };
}

function parseAuthored(authored: Authored): DesiredResource {
  const { address, written, lifecycle, adopt, sources = {} } = authored;
  const kind = kindNamed(kinds, kindNameOf(address))!;
  const parsed = kind.parse({ written, files: memoryFiles(sources) });
  if (!parsed.ok) throw new Error(parsed.problems.map((problem) => problem.message).join('\n'));
  return {
    address,
    kind: kind.name,
    spec: parsed.spec,
    lifecycle: { ...DEFAULT_LIFECYCLE, ...lifecycle },
    ...(adopt ? { adopt } : {}),
    place: { file: 'harness.yaml', line: 1, column: 1 },
  };
}

function memoryFiles(sources: Readonly<Record<string, Json>>): Files {
  const none = (path: string): FileResult<never> => ({
    ok: false,
    problem: { code: 'D_NO_FILE', message: `no file ${path}` },
  });
  const json: Files['json'] = (path) =>
    sources[path] === undefined
      ? none(path)
      : { ok: true, value: sources[path], place: () => ({ file: path, line: 1, column: 1 }) };
  return { bytes: none, text: none, list: none, json, yaml: json };
}

// Wires the parts of one emulator together and opens its port.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeRouter } from './api/router.ts';
import { makeCalls } from './control/journal.ts';
import type { EmulatorParts } from './control/parts.ts';
import { type Disk, noDisk, openDisk, type Vitals } from './disk/disk.ts';
import { readFaults } from './faults/fault-script.ts';
import { makeFaults } from './faults/faults.ts';
import { makeRevokedKeys } from './faults/revoked-keys.ts';
import { makeServer } from './http/server.ts';
import { makeLimits } from './limits/limits.ts';
import { makeMonth } from './limits/month.ts';
import { makeMockTraffic } from './mock-server/mock-traffic.ts';
import { makeMonitorRuns } from './monitor-run/runs.ts';
import { checkOptions, defaults, type EmulatorOptions } from './options.ts';
import { routes, watchStore } from './registry/resources.ts';
import { clockOf } from './seams/clock.ts';
import { seededIds } from './seams/ids.ts';
import { profileOf, resolveSwitches } from './switches/switches.ts';
import { beginHome, type ServerState } from './world/state.ts';
import { Store } from './world/store.ts';
import { keyOwner, personNamed, someoneElse, type User } from './world/team.ts';

/** A running emulator. */
export interface Emulator {
  /** `http://127.0.0.1:12345`, without a slash at the end. */
  readonly url: string;
  readonly apiKey: string;
  /** The id of the workspace made at start. */
  readonly workspace: string;
  /** Ends every connection at once, keep-alive or not, and writes what is left to disk. Rejects when the disk is full. */
  close(): Promise<void>;
}

/** Starts an emulator. Rejects with a RangeError for options that cannot be, and with the system's error for the port. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  checkOptions(options);
  const settings = { ...defaults, ...options };
  const parts = build(options);
  const httpServer = makeServer(parts);
  try {
    await listen(httpServer, settings.port, settings.host);
  } catch (thrown) {
    parts.disk.close();
    throw thrown;
  }
  const { port } = httpServer.address() as AddressInfo;
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  const url = `http://${host}:${port}`;
  parts.server.mocks.openedAt(url);
  let closing: Promise<void> | undefined;
  return {
    url,
    apiKey: settings.apiKey,
    workspace: parts.server.home,
    close: () => {
      closing ??= close(httpServer, parts);
      return closing;
    },
  };
}

function build(options: EmulatorOptions): EmulatorParts {
  const settings = { ...defaults, ...options };
  const clock = clockOf(options);
  const faults = readFaults(settings.faults);
  const ids = seededIds(settings.seed);
  const store = new Store();
  const month = makeMonth(settings.month);
  const switches = resolveSwitches(
    options.switches,
    options.profile ?? profileOf(process.env['POSTFORM_EMULATOR_PROFILE']),
  );
  let home = seededIds(`${settings.seed} home`).next();
  const vitals = (): Vitals => ({
    home,
    idsDrawn: ids.drawn(),
    month: month.name(),
    monthUsed: month.used(),
    offsetMs: clock.offsetMs(),
  });
  const revive = (saved: Vitals): void => {
    home = saved.home;
    ids.restart(saved.idsDrawn);
    month.restart(saved.month, saved.monthUsed);
    clock.advance(saved.offsetMs - clock.offsetMs());
  };
  const limits = makeLimits(settings.limits, () => server.switches, keyOwner.id, month.spend);
  const disk: Disk = options.dataDir === undefined ? noDisk : openDisk(options.dataDir, store, vitals, revive);
  const monitorRuns = makeMonitorRuns(settings.monitorTargets, settings.monitorRuntime);
  const mocks = makeMockTraffic(settings.limits, settings.mockUrls);
  const server: ServerState = {
    store,
    clock,
    ids,
    switches,
    staleListsMs: settings.staleListsMs,
    home,
    acting: keyOwner.id,
    month,
    mocks,
    monitorRuns,
  };
  watchStore(server);
  if (store.kinds().length === 0) beginHome(server);
  disk.flush();
  const parts: EmulatorParts = {
    server,
    router: makeRouter(routes),
    limits,
    month,
    faults: makeFaults(settings.seed),
    revokedKeys: makeRevokedKeys(),
    calls: makeCalls(),
    disk,
    keys: keysOf(options, settings.apiKey),
    hasControl: options.control ?? true,
    initial: { switches, staleListsMs: settings.staleListsMs, faults, monthLimit: settings.month },
  };
  parts.faults.set(faults, clock.nowMs());
  return parts;
}

function keysOf({ otherApiKeys = [], keysOf: named = {} }: EmulatorOptions, apiKey: string): Map<string, User> {
  const keys = new Map<string, User>(otherApiKeys.map((key) => [key, someoneElse]));
  for (const [username, key] of Object.entries(named)) keys.set(key, personNamed(username)?.user ?? someoneElse);
  return keys.set(apiKey, keyOwner);
}

function listen(httpServer: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    httpServer.once('error', reject);
    httpServer.listen(port, host, () => {
      httpServer.off('error', reject);
      resolve();
    });
  });
}

async function close(httpServer: Server, { disk, server }: EmulatorParts): Promise<void> {
  await server.monitorRuns.end();
  await new Promise<void>((resolve) => {
    httpServer.close(() => resolve());
    httpServer.closeAllConnections();
  });
  disk.close();
}

// The start room: wires the parts of one emulator together and opens its port.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeRouter } from './api/router.ts';
import { routes } from './api/routes.ts';
import { makeCalls } from './control/calls.ts';
import { type Disk, noDisk, openDisk, type Vitals } from './disk/disk.ts';
import { makeFaults } from './faults/faults.ts';
import { makeServer } from './http/server.ts';
import { makeLimits } from './limits/limits.ts';
import { makeMonth } from './limits/month.ts';
import { checkOptions, defaults, type EmulatorOptions } from './options.ts';
import { watchRemovals } from './parts/registry.ts';
import { profileOf, resolveSwitches } from './switches/switches.ts';
import { movable, realClock } from './world/clock.ts';
import { beginHome } from './world/home.ts';
import { seededIds } from './world/ids.ts';
import type { Machine } from './world/machine.ts';
import { Store } from './world/store.ts';
import { keyOwner, someoneElse, type User } from './world/users.ts';
import type { World } from './world/world.ts';

/** A running emulator. */
export interface Emulator {
  /** `http://127.0.0.1:12345`, without a slash at the end. */
  readonly url: string;
  readonly apiKey: string;
  /** The id of the workspace made at start. */
  readonly workspace: string;
  /** Ends every connection at once, keep-alive or not, and writes what is left to disk. */
  close(): Promise<void>;
}

/** Starts an emulator. Rejects with a RangeError for options that cannot be, and with the system's error for the port. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  checkOptions(options);
  const settings = { ...defaults, ...options };
  const machine = build(options);
  const server = makeServer(machine);
  try {
    await listen(server, settings.port, settings.host);
  } catch (thrown) {
    machine.disk.close();
    throw thrown;
  }
  const { port } = server.address() as AddressInfo;
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  let closing: Promise<void> | undefined;
  return {
    url: `http://${host}:${port}`,
    apiKey: settings.apiKey,
    workspace: machine.world.home,
    close: () => {
      closing ??= close(server, machine.disk);
      return closing;
    },
  };
}

function build(options: EmulatorOptions): Machine {
  const settings = { ...defaults, ...options };
  const clock = movable(options.clock ?? realClock, 0);
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
  const disk: Disk = options.dataDir === undefined ? noDisk : openDisk(options.dataDir, store, vitals, revive);
  const world: World = { store, clock, ids, switches, staleListsMs: settings.staleListsMs, home, month };
  watchRemovals(world);
  if (store.kinds().length === 0) beginHome(world);
  disk.flush();
  return {
    world,
    router: makeRouter(routes),
    limits: makeLimits(settings.limits, () => world.switches, keyOwner.id, month.spend),
    month,
    faults: makeFaults(),
    calls: makeCalls(),
    disk,
    keys: keysOf(settings.apiKey, options.otherApiKeys ?? []),
    hasControl: options.control ?? true,
    initial: { switches, staleListsMs: settings.staleListsMs },
  };
}

function keysOf(apiKey: string, others: readonly string[]): Map<string, User> {
  return new Map([...others.map((key): [string, User] => [key, someoneElse]), [apiKey, keyOwner]]);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server, disk: Disk): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      disk.close();
      resolve();
    });
    server.closeAllConnections();
  });
}

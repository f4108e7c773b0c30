// The emulator with persistence on, as a child. Arguments: the data folder.
import { startEmulator } from '../../packages/emulator/dist/index.js';
import { tellParent } from './child.mjs';

const [dataDir] = process.argv.slice(2);
const emulator = await startEmulator({ dataDir, limits: 'off', month: Number.MAX_SAFE_INTEGER, profile: 'strict' });
tellParent(
  { url: emulator.url, workspace: emulator.workspace },
  {
    heap: () => {
      for (let n = 0; n < 4; n += 1) globalThis.gc();
      return process.memoryUsage().heapUsed;
    },
    cpuMs: () => process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000,
  },
);

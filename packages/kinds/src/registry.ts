// The registry of kinds, in the order in which people expect them: what others depend on first.
import type { Kinds } from '@postform/engine';
import { collection } from './collection/index.ts';
import { environment } from './environment/index.ts';
import { mock } from './mock/index.ts';
import { monitor } from './monitor/index.ts';

// biome-ignore format: one line each
export const kinds: Kinds = [
  collection,
  environment,
  mock,
  monitor,
];

// The registry of kinds, in the order in which people expect them: what others depend on first.
import type { Kinds } from '@postform/engine';
import { environment } from './environment/index.ts';

export const kinds: Kinds = [environment];

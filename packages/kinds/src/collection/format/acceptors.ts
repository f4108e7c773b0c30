// Holds what the published package is built with: functions that say whether a collection fits a version of the format.
import type { FormatVersion } from './file-schema.ts';

/** Empty in a checkout: the bundle fills it. */
export const formatAcceptors: ReadonlyMap<FormatVersion, (collection: unknown) => boolean> = new Map();

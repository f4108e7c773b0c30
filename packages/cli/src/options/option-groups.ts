// Lists the options that several commands take together.
import { optionRows as o } from './options.ts';

export const spending = [o.maxCalls, o.maxDuration, o.wait];
export const pacing = [o.parallelism, o.settleTime, ...spending];
export const planning = [
  o.target,
  o.exclude,
  o.replace,
  o.refresh,
  o.allowDelete,
  o.allowChange,
  o.overwriteRemote,
  o.notMoved,
  ...pacing,
];
export const approving = [o.partial, o.autoApprove, o.yes, o.lockTimeout];

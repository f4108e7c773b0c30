// Where everything of one stack is kept, and that nothing of it lies outside the project.
import { join } from 'node:path';
import type { Project } from '@postform/config';
import { throughLinks } from './links.ts';

export interface StorePaths {
  /** Snapshot of the state; journal and lock lie beside it. */
  readonly state: string;
  readonly evidence: string;
  /** Folder of the bodies that were overwritten or deleted. */
  readonly overwritten: string;
}

/** The folder `.postform` holds what is about this machine and not worth committing. Throws E_CLI_LINK_OUT. */
export function storePaths({ root, stack, state }: Project): StorePaths {
  const folder = join(root, '.postform');
  const inside = (path: string): string => throughLinks(root, path);
  return {
    state: inside(state.path === undefined ? join(folder, `${stack}.state`) : join(root, state.path)),
    evidence: inside(join(folder, `${stack}.evidence`)),
    overwritten: inside(join(folder, 'overwritten')),
  };
}

// Says where the files of one stack are kept. None of them lies outside the project.
import { join } from 'node:path';
import type { Project } from '@postform/config';
import { throughLinks } from './links.ts';

export interface StorePaths {
  /** The state file; journal and lock are beside it. */
  readonly state: string;
  readonly evidence: string;
  /** Folder for backups of bodies that were overwritten or deleted. */
  readonly overwritten: string;
}

/** The folder `.postform` holds files of this machine that are not committed. Throws E_CLI_LINK_OUT. */
export function storePaths({ root, stack, state }: Project): StorePaths {
  const folder = join(root, '.postform');
  const inside = (path: string): string => throughLinks(root, path);
  return {
    state: inside(state.path === undefined ? join(folder, `${stack}.state`) : join(root, state.path)),
    evidence: inside(join(folder, `${stack}.evidence`)),
    overwritten: inside(join(folder, 'overwritten')),
  };
}

/** What was made of the same bytes before, in all stacks. The `.gitignore` of `init` leaves out files of such a name. */
export function knownPath(root: string): string {
  return throughLinks(root, join(root, '.postform', 'project.evidence.known'));
}

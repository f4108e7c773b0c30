// The workspace as an index: one call that confirms it and names every object in it.
import type { Route, Send } from './call.ts';
import type { Listed } from './kind.ts';

export interface WorkspaceIndex {
  readonly id: string;
  readonly name: string;
  /** Objects by the plural of their kind; deactivated ones are included and marked. */
  readonly elements: Readonly<Record<string, readonly Listed[]>>;
}

/** Implemented beside the kinds; one GET, no pages. */
export interface Workspaces {
  readonly route: Route;
  /** Undefined where the server says that there is no such workspace. */
  read(send: Send, id: string): Promise<WorkspaceIndex | undefined>;
}

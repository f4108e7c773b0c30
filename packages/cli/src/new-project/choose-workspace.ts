// Asks for the workspace of a new project, and whether to import what it holds.
import { AppError, type Client } from '@postform/engine';
import { kinds, workspaces } from '@postform/kinds';
import type { Options } from '../options/options.ts';
import type { Terminal } from '../output/terminal.ts';
import { renderTable } from '../render/table.ts';
import { counted } from '../render/words.ts';
import { listenForInterrupt } from '../session/interrupt.ts';
import { askLine, askYes } from '../session/prompt.ts';
import type { Report } from '../session/report.ts';
import { wire } from '../session/wire.ts';
import { type ListedWorkspace, listWorkspaces } from './list-workspaces.ts';
import { projectFor } from './starter-project.ts';

export interface ChosenWorkspace {
  readonly workspace?: string;
  /** What it holds is to be imported. */
  readonly imports: boolean;
}

/** `dir`: the folder of the new project, absolute. Asks only where a person can answer and there is a key; else sends no call. */
export async function chooseWorkspace(
  terminal: Terminal,
  options: Options,
  dir: string,
  report: Report,
): Promise<ChosenWorkspace> {
  const given = options.workspace === undefined ? {} : { workspace: options.workspace };
  if (!terminal.asks || !terminal.env['POSTMAN_API_KEY']) return { ...given, imports: false };
  const interrupt = listenForInterrupt(process, (exit) => process.exit(exit));
  const { signal } = interrupt;
  const project = projectFor({ workspace: options.workspace ?? '', out: dir });
  const wired = await wire(terminal, project, options, { report, signal, command: 'init' });
  try {
    const workspace = options.workspace ?? (await chosen(terminal, wired.client, signal));
    if (workspace === undefined) return { imports: false };
    const held = await heldBy(wired.client, workspace);
    if (held === 0) return { workspace, imports: false };
    const question = `The workspace holds ${counted(held, 'object')}. Write files for them and manage them (postform import --all)?`;
    return { workspace, imports: await askYes(terminal, question, signal) };
  } finally {
    interrupt.release();
    await wired.close();
  }
}

/** Undefined where the answer is empty, or there is nothing to choose from. */
async function chosen(terminal: Terminal, client: Client, signal: AbortSignal): Promise<string | undefined> {
  const list = await listWorkspaces(client);
  if (list.length === 0) return undefined;
  const rows = list.map(rowOf);
  terminal.err(`\nWorkspaces of this API key:\n\n${renderTable(terminal.clean(rows))}`);
  const answer = await askLine(terminal, 'Which one? Its number, or nothing to choose later.', signal);
  if (answer === '') return undefined;
  const found = list[Number(answer) - 1] ?? list.find(({ id }) => id === answer);
  if (found !== undefined) return found.id;
  throw new AppError('E_CLI_WORKSPACE', `There is no workspace ${answer} in that list.`, {
    hint: 'Run postform init again, or name the workspace: postform init --workspace ID',
    category: 'usage',
  });
}

function rowOf({ id, name, visibility }: ListedWorkspace, index: number): readonly string[] {
  return [`  ${index + 1}`, name, visibility, id];
}

/** Objects of the kinds that Postform manages. */
async function heldBy(client: Client, workspace: string): Promise<number> {
  const reservation = await client.reserve('read', { calls: 1 });
  try {
    const index = await workspaces.read(reservation.send, workspace);
    if (index !== undefined) return kinds.reduce((sum, { plural }) => sum + (index.elements[plural]?.length ?? 0), 0);
  } finally {
    reservation.release();
  }
  throw new AppError('E_READ_WORKSPACE', `There is no workspace ${workspace}, or this API key may not see it.`, {
    hint: 'Check the ID: it is in the address bar of the workspace. postform budget says whose API key is in use.',
  });
}

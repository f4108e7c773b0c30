// `state rm` forgets a record and leaves its objects in the workspace.
import { type Forgotten, forgetRecord } from '@postform/engine';
import type { Input } from '../options/options.ts';
import type { Terminal } from '../output/terminal.ts';
import type { ExitCode } from '../session/exit.ts';
import { editState } from '../session/state-run.ts';

export async function runStateRmCommand(terminal: Terminal, { args, options }: Input): Promise<ExitCode> {
  const [address = ''] = args;
  return editState(terminal, options, 'state rm', (state) => {
    const forgotten = forgetRecord(state, address);
    const { current, deposed, open } = forgotten;
    const more = {
      ...(current === undefined ? {} : { id: current }),
      ...(deposed.length === 0 ? {} : { deposed }),
      ...(open === undefined ? {} : { open }),
    };
    return { entry: forgotten.entry, message: messageOf(address, forgotten), more };
  });
}

function messageOf(address: string, { current, deposed, open }: Forgotten): string {
  const object = current === undefined ? '' : ` Its object ${current} stays in the workspace and is unmanaged now.`;
  const old =
    deposed.length === 0
      ? ''
      : ` ${deposed.length === 1 ? 'An object' : 'Objects'} left over from an earlier replace ${deposed.length === 1 ? 'stays' : 'stay'} as well: ${deposed.join(', ')}. Delete ${deposed.length === 1 ? 'it' : 'them'} in Postman.`;
  const interrupted =
    open === undefined
      ? ''
      : ` A run was interrupted while it sent the ${open}: check in Postman what that left behind.`;
  return `Forgot ${address}.${object}${old}${interrupted}`;
}

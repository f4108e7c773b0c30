// Room: `state rm`, forgets a record and leaves its objects where they are.
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
    return { entry: forgotten.entry, told: told(address, forgotten), more };
  });
}

function told(address: string, { current, deposed, open }: Forgotten): string {
  const object = current === undefined ? '' : ` Its object ${current} stays in the workspace, unmanaged.`;
  const old =
    deposed.length === 0
      ? ''
      : ` So ${deposed.length === 1 ? 'does' : 'do'} ${deposed.join(', ')}, which a replace had left to be deleted: delete ${deposed.length === 1 ? 'it' : 'them'} in Postman.`;
  const interrupted =
    open === undefined
      ? ''
      : ` A run was interrupted while it sent the ${open}: look in Postman for what that may have left.`;
  return `${address} is forgotten.${object}${old}${interrupted}`;
}

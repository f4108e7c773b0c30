// Makes the project that a command needs before there is a project file.
import type { Project } from '@postform/config';

/** `out`: the absolute path of its folder. */
export function projectFor({ workspace, out }: { readonly workspace: string; readonly out: string }): Project {
  return {
    root: out,
    file: 'postform.yaml',
    stack: 'default',
    stacks: ['default'],
    workspace,
    apiKey: { env: 'POSTMAN_API_KEY' },
    state: { backend: 'file' },
    budget: {},
    guard: {},
    secrets: {},
    settle: { timeMs: 10_000, mode: 'readback' },
    vars: {},
  };
}

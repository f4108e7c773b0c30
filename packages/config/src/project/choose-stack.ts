// Chooses the stack of a run among those of the project file.

import type { Diagnostic } from '@postform/engine';
import { suggest } from '../files/wording.ts';
import { type Document, keyPlaceAt, placeAt } from '../yaml/document.ts';
import { DEFAULT_STACK, type WrittenProject, type WrittenStack } from './project.ts';

export interface ChosenStack {
  readonly name: string;
  readonly written: WrittenStack;
  /** All stacks of the file, in its order. */
  readonly names: readonly string[];
}

/** `wanted` is the name given with --stack. Undefined where no stack could be chosen; then `out` says why. */
export function chooseStack(
  written: WrittenProject,
  document: Document,
  wanted: string | undefined,
  out: Diagnostic[],
): ChosenStack | undefined {
  const stacks = stacksOf(written, document, out);
  if (stacks === undefined) return undefined;
  const names = Object.keys(stacks);
  const name = wanted ?? (names.length === 1 ? names[0] : undefined);
  if (name !== undefined && Object.hasOwn(stacks, name)) return { name, written: stacks[name]!, names };
  const place = written.stacks === undefined ? placeAt(document, '') : keyPlaceAt(document, '/stacks');
  out.push({
    severity: 'error',
    place,
    ...(name === undefined
      ? {
          code: 'D_STACK_NEEDED',
          message: `the project has ${names.length} stacks`,
          hint: `name one with --stack: ${names.join(', ')}`,
        }
      : { code: 'D_STACK_UNKNOWN', message: `the project has no stack "${name}"`, hint: suggest(name, names) }),
  });
  return undefined;
}

function stacksOf(
  written: WrittenProject,
  document: Document,
  out: Diagnostic[],
): Readonly<Record<string, WrittenStack>> | undefined {
  const fail = (code: string, message: string, hint: string, pointer: string): undefined => {
    out.push({ severity: 'error', code, message, hint, place: keyPlaceAt(document, pointer) });
  };
  const { stacks, workspace, state } = written;
  if (stacks === undefined && workspace === undefined)
    return fail(
      'D_MISSING_FIELD',
      'the project names no workspace',
      'add "workspace: ID", or "stacks:" for several',
      '',
    );
  if (stacks === undefined) return { [DEFAULT_STACK]: { workspace: workspace! } };
  if (workspace !== undefined)
    fail(
      'D_WRONG_VALUE',
      '"workspace" and "stacks" exclude each other',
      'move the workspace into one of the stacks',
      '/workspace',
    );
  if (state?.path !== undefined && Object.keys(stacks).length > 1)
    fail(
      'D_WRONG_VALUE',
      'one state file cannot serve several stacks',
      'write "state: { path: … }" in each stack, or leave it out',
      '/state/path',
    );
  return stacks;
}

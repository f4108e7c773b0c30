// Room: from the written project to the project of one stack.
import { relative, resolve } from 'node:path';
import type { Diagnostic } from '@postform/engine';
import { isBelow } from './bounds.ts';
import { type Document, keyPlaceAt, placeAt } from './document.ts';
import { type Environment, environmentOf, refuseReserved } from './environment.ts';
import { suggest } from './nearest.ts';
import {
  type Amount,
  DEFAULT_API_KEY_ENV,
  DEFAULT_SETTLE_MS,
  DEFAULT_STACK,
  type Guard,
  type Limit,
  type Project,
  type WrittenAmount,
  type WrittenLimit,
  type WrittenProject,
  type WrittenStack,
  type WrittenVar,
} from './project.ts';
import { shown } from './wording.ts';

export interface StackChoice {
  readonly root: string;
  readonly stack: string | undefined;
  /** From `--var`; they win over everything. */
  readonly vars: Readonly<Record<string, string>>;
  /** The process environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Undefined where no stack could be chosen; then `out` says why. */
export function resolveProject(
  written: WrittenProject,
  document: Document,
  choice: StackChoice,
  out: Diagnostic[],
): Project | undefined {
  const stacks = stacksOf(written, document, out);
  if (stacks === undefined) return undefined;
  const names = Object.keys(stacks);
  const name = choice.stack ?? (names.length === 1 ? names[0] : undefined);
  const place = written.stacks === undefined ? placeAt(document, '') : keyPlaceAt(document, '/stacks');
  if (name === undefined) {
    const hint = `name one with --stack: ${names.join(', ')}`;
    out.push({
      severity: 'error',
      code: 'D_STACK_NEEDED',
      message: `the project has ${names.length} stacks`,
      hint,
      place,
    });
    return undefined;
  }
  if (!Object.hasOwn(stacks, name)) {
    const message = `the project has no stack "${name}"`;
    out.push({ severity: 'error', code: 'D_STACK_UNKNOWN', message, hint: suggest(name, names), place });
    return undefined;
  }
  refuseStateOutside(choice.root, written, name, document, out);
  refuseReserved(written, document, choice.env, out);
  return settle(written, stacks[name]!, name, names, document, choice);
}

/** The state lies in the project: it is read and written with every command, and is committed with the files. */
function refuseStateOutside(
  root: string,
  written: WrittenProject,
  name: string,
  document: Document,
  out: Diagnostic[],
): void {
  const own = written.stacks?.[name]?.state?.path;
  const path = own ?? written.state?.path;
  if (path === undefined) return;
  const full = resolve(root, path);
  if (full !== root && isBelow(root, full)) return;
  out.push({
    severity: 'error',
    code: 'D_FILE_OUTSIDE',
    message: `the state file ${shown(path)} lies outside the project`,
    hint: 'name a file inside the project, relative to its folder, such as .postform/NAME.state',
    place: placeAt(document, own === undefined ? '/state/path' : `/stacks/${name}/state/path`),
  });
}

function stacksOf(
  written: WrittenProject,
  document: Document,
  out: Diagnostic[],
): Readonly<Record<string, WrittenStack>> | undefined {
  const fail = (code: string, message: string, hint: string, pointer: string) => {
    out.push({ severity: 'error', code, message, hint, place: keyPlaceAt(document, pointer) });
    return undefined;
  };
  if (written.stacks === undefined) {
    if (written.workspace !== undefined) return { [DEFAULT_STACK]: { workspace: written.workspace } };
    return fail(
      'D_MISSING_FIELD',
      'the project names no workspace',
      'add "workspace: ID", or "stacks:" for several',
      '',
    );
  }
  if (written.workspace !== undefined)
    return fail(
      'D_WRONG_VALUE',
      '"workspace" and "stacks" exclude each other',
      'move the workspace into one of the stacks',
      '/workspace',
    );
  if (written.state?.path !== undefined && Object.keys(written.stacks).length > 1)
    return fail(
      'D_WRONG_VALUE',
      'one state file cannot serve several stacks',
      'write "state: { path: … }" in each stack, or leave it out',
      '/state/path',
    );
  return written.stacks;
}

function settle(
  top: WrittenProject,
  stack: WrittenStack,
  name: string,
  names: readonly string[],
  document: Document,
  choice: StackChoice,
): Project {
  const guard: Guard = { ...limits(top.guard), ...limits(stack.guard) };
  const budget = { ...top.budget, ...stack.budget };
  const settleAs = { ...top.settle, ...stack.settle };
  const path = stack.state?.path ?? top.state?.path;
  const vars = valuesOf({ ...top.vars, ...stack.vars }, environmentOf(top, document, name, choice.env));
  return {
    root: choice.root,
    file: document.file,
    stack: name,
    stacks: names,
    workspace: stack.workspace,
    apiKey: { env: stack.apiKey?.env ?? top.apiKey?.env ?? DEFAULT_API_KEY_ENV },
    state: {
      backend: 'file',
      ...(path === undefined ? {} : { path: relative(choice.root, resolve(choice.root, path)) }),
    },
    budget: {
      ...(budget.maxCallsPerRun === undefined ? {} : { maxCallsPerRun: budget.maxCallsPerRun }),
      ...(budget.monthlyReserve === undefined ? {} : { monthlyReserve: amount(budget.monthlyReserve) }),
      ...(budget.store === undefined ? {} : { store: budget.store }),
      ...(budget.maxDuration === undefined ? {} : { maxDurationMs: durationMs(budget.maxDuration) }),
      ...(budget.wait === undefined ? {} : { wait: budget.wait }),
    },
    guard,
    secrets: { ...top.secrets, ...stack.secrets },
    settle: {
      timeMs: settleAs.time === undefined ? DEFAULT_SETTLE_MS : durationMs(settleAs.time),
      mode: settleAs.mode ?? 'readback',
      ...(settleAs.asyncFrom === undefined ? {} : { asyncFromBytes: bytes(settleAs.asyncFrom) }),
    },
    vars: { ...vars, ...choice.vars },
  };
}

/** What comes from an environment variable that is not set, or must not be read, is left out. */
function valuesOf(
  vars: Readonly<Record<string, WrittenVar>>,
  environment: Environment,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(vars).flatMap(([key, value]) => {
      if (typeof value !== 'object') return [[key, String(value)]];
      const answer = environment(value.env);
      return answer.ok ? [[key, answer.value]] : [];
    }),
  );
}

function limits(guard: WrittenProject['guard']): Guard {
  return {
    ...(guard?.delete === undefined ? {} : { delete: limit(guard.delete) }),
    ...(guard?.change === undefined ? {} : { change: limit(guard.change) }),
  };
}

function limit(written: WrittenLimit): Limit {
  if (typeof written !== 'object') return { default: amount(written) };
  return Object.fromEntries(Object.entries(written).map(([kind, value]) => [kind, amount(value)]));
}

/** `20%` or 400; the schema has checked the form. */
function amount(written: WrittenAmount): Amount {
  return typeof written === 'number' ? { count: written } : { percent: Number.parseFloat(written) };
}

const UNIT_BYTES: Readonly<Record<string, number>> = { B: 1, KiB: 1024, MiB: 1024 * 1024 };

/** `5MiB`, or `never`, which no size reaches; the schema has checked the form. */
function bytes(text: string): number {
  return text === 'never' ? Number.POSITIVE_INFINITY : quantity(text, UNIT_BYTES);
}

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `500ms`, `10s`, `2m`, `1h`; the schema has checked the form. */
function durationMs(text: string): number {
  return quantity(text, UNIT_MS);
}

/** A whole number and its unit. */
function quantity(text: string, units: Readonly<Record<string, number>>): number {
  const unit = text.replace(/^\d+/, '');
  return Number.parseInt(text, 10) * units[unit]!;
}

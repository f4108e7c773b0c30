// Resolves the written project to the settings of one stack.
import { relative, resolve } from 'node:path';
import type { Diagnostic } from '@postform/engine';
import { isBelow } from '../files/bounds.ts';
import { quoteValue } from '../files/wording.ts';
import type { Environment } from '../resolve/scope.ts';
import { type Document, placeAt } from '../yaml/document.ts';
import { type ChosenStack, chooseStack } from './choose-stack.ts';
import { type GivenVariables, VARIABLE_PREFIX } from './given-variables.ts';
import { environmentOf, refuseReserved } from './listed-variables.ts';
import {
  DEFAULT_API_KEY_ENV,
  DEFAULT_SETTLE_MS,
  type Guard,
  type Limit,
  type Project,
  type WrittenLimit,
  type WrittenProject,
  type WrittenVar,
} from './project.ts';
import { amountOf, bytesOf, durationMsOf } from './quantities.ts';
import { reservedVariables } from './reserved-variables.ts';

/** What a run is started with. */
export interface RunChoice {
  /** Absolute path of the folder that holds the project file. */
  readonly root: string;
  readonly stack: string | undefined;
  readonly given: GivenVariables;
  /** The process environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Undefined where no stack could be chosen. All that is wrong goes to `out`, whether a stack could be chosen or not. */
export function resolveProject(
  written: WrittenProject,
  document: Document,
  choice: RunChoice,
  out: Diagnostic[],
): Project | undefined {
  const chosen = chooseStack(written, document, choice.stack, out);
  refuseStateOutside(written, document, { root: choice.root, stack: chosen?.name }, out);
  refuseReserved(written, document, choice.env, out);
  if (chosen !== undefined) refuseReservedValues(written, chosen, choice, out);
  return chosen && settingsOf(written, chosen, document, choice);
}

/**
 * The state lies in the project: each command reads and writes it, and it is committed with the files. Checked for the
 * chosen stack; for all of them where none is chosen.
 */
function refuseStateOutside(
  written: WrittenProject,
  document: Document,
  { root, stack }: { readonly root: string; readonly stack: string | undefined },
  out: Diagnostic[],
): void {
  const stacks = Object.entries(written.stacks ?? {}).filter(([name]) => stack === undefined || name === stack);
  const own = stacks.map(([name, { state }]) => [`/stacks/${name}/state/path`, state?.path] as const);
  const isOverridden = own.length > 0 && own.every(([, path]) => path !== undefined);
  const top = isOverridden ? [] : [['/state/path', written.state?.path] as const];
  for (const [pointer, path] of [...top, ...own]) {
    if (path === undefined) continue;
    const full = resolve(root, path);
    if (full !== root && isBelow(root, full)) continue;
    out.push({
      severity: 'error',
      code: 'D_FILE_OUTSIDE',
      message: `the state file ${quoteValue(path)} lies outside the project`,
      hint: 'name a file inside the project, relative to its folder, such as .postform/NAME.state',
      place: placeAt(document, pointer),
    });
  }
}

function settingsOf(
  top: WrittenProject,
  { name, written: stack, names }: ChosenStack,
  document: Document,
  choice: RunChoice,
): Project {
  const guard: Guard = { ...guardOf(top.guard), ...guardOf(stack.guard) };
  const budget = { ...top.budget, ...stack.budget };
  const settleAs = { ...top.settle, ...stack.settle };
  const path = stack.state?.path ?? top.state?.path;
  const region = stack.region ?? top.region;
  const vars = valuesOf({ ...top.vars, ...stack.vars }, environmentOf(top, document, name, choice.env));
  return {
    root: choice.root,
    file: document.file,
    stack: name,
    stacks: names,
    workspace: stack.workspace,
    apiKey: { env: stack.apiKey?.env ?? top.apiKey?.env ?? DEFAULT_API_KEY_ENV },
    ...(region === undefined ? {} : { region }),
    state: {
      backend: 'file',
      ...(path === undefined ? {} : { path: relative(choice.root, resolve(choice.root, path)) }),
    },
    budget: {
      ...(budget.maxCallsPerRun === undefined ? {} : { maxCallsPerRun: budget.maxCallsPerRun }),
      ...(budget.monthlyReserve === undefined ? {} : { monthlyReserve: amountOf(budget.monthlyReserve) }),
      ...(budget.store === undefined ? {} : { store: budget.store }),
      ...(budget.maxDuration === undefined ? {} : { maxDurationMs: durationMsOf(budget.maxDuration) }),
      ...(budget.wait === undefined ? {} : { wait: budget.wait }),
    },
    guard,
    secrets: { ...top.secrets, ...stack.secrets },
    settle: {
      timeMs: settleAs.time === undefined ? DEFAULT_SETTLE_MS : durationMsOf(settleAs.time),
      mode: settleAs.mode ?? 'readback',
      ...(settleAs.asyncFrom === undefined ? {} : { asyncFromBytes: bytesOf(settleAs.asyncFrom) }),
    },
    vars: { ...vars, ...textsOf(top, choice), ...choice.given.files, ...choice.given.options },
  };
}

/** What POSTFORM_VAR_name sets; a value that is a key or a secret is left out. */
function textsOf(written: WrittenProject, { given, env }: RunChoice): Readonly<Record<string, string>> {
  const reserved = reservedVariables(written, env);
  const texts = Object.entries(given.environment).filter(([name]) => reserved(VARIABLE_PREFIX + name) === undefined);
  return Object.fromEntries(texts);
}

/** Only of variables that the project declares: the environment may be meant for other projects, too. */
function refuseReservedValues(
  written: WrittenProject,
  { written: stack }: ChosenStack,
  { given, env }: RunChoice,
  out: Diagnostic[],
): void {
  const reserved = reservedVariables(written, env);
  for (const name of Object.keys({ ...written.vars, ...stack.vars })) {
    if (!Object.hasOwn(given.environment, name)) continue;
    const kept = reserved(VARIABLE_PREFIX + name);
    if (kept === undefined) continue;
    out.push({
      severity: 'error',
      code: 'D_ENV_RESERVED',
      message: `the environment variable ${VARIABLE_PREFIX}${name} ${kept.why}, and is not read as text`,
      hint: kept.instead ?? 'give the variable another value',
    });
  }
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

function guardOf(guard: WrittenProject['guard']): Guard {
  return {
    ...(guard?.delete === undefined ? {} : { delete: limit(guard.delete) }),
    ...(guard?.change === undefined ? {} : { change: limit(guard.change) }),
    ...(guard?.secrets === undefined ? {} : { secrets: guard.secrets }),
  };
}

function limit(written: WrittenLimit): Limit {
  if (typeof written !== 'object') return { default: amountOf(written) };
  return Object.fromEntries(Object.entries(written).map(([kind, value]) => [kind, amountOf(value)]));
}

// Answers for the environment variables that a project lists (no Postman environments), and refuses those that are reserved.
import { type Diagnostic, nearest } from '@postform/engine';
import type { EnvAnswer, Environment } from '../resolve/scope.ts';
import { type Document, placeAt } from '../yaml/document.ts';
import type { WrittenProject, WrittenSettings } from './project.ts';
import { reservedVariables } from './reserved-variables.ts';

type Env = Readonly<Record<string, string | undefined>>;
/** Names under `env` and behind `vars`, at the top and in the stack: what the project consents to have read. */
export function listedVariables(written: WrittenProject, stack: string): readonly string[] {
  const own = written.stacks !== undefined && Object.hasOwn(written.stacks, stack) ? written.stacks[stack] : undefined;
  return [...new Set([written, own ?? {}].flatMap(namesIn))];
}

function namesIn({ env = [], vars = {} }: WrittenSettings): readonly string[] {
  return [...env, ...Object.values(vars).flatMap((value) => (typeof value === 'object' ? value.env : []))];
}

/** A variable that is set to "" has a value. */
export function environmentOf(written: WrittenProject, document: Document, stack: string, env: Env): Environment {
  const listed = listedVariables(written, stack);
  const reserved = reservedVariables(written, env);
  return (name) => {
    const slip = (code: string, message: string, hint: string): EnvAnswer => ({
      ok: false,
      slip: { code, message: `the environment variable ${name} ${message}`, hint },
    });
    const kept = reserved(name);
    if (kept !== undefined)
      return slip('D_ENV_RESERVED', `${kept.why}, and is not read as text`, kept.instead ?? 'remove the use');
    if (!listed.includes(name)) {
      const near = nearest(name, listed);
      const meant = near === undefined ? '' : `did you mean "${near}"? Else `;
      return slip(
        'D_ENV_UNLISTED',
        'is not listed in the project file, and only listed ones are read',
        `${meant}${howToList(written, document, stack, name)}. What must not be seen belongs under "secrets:" there`,
      );
    }
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    if (value === undefined) return slip('D_ENV_UNSET', 'is not set', `set ${name} before running Postform`);
    return { ok: true, name, value };
  };
}

function howToList(written: WrittenProject, document: Document, stack: string, name: string): string {
  const inStack = written.stacks?.[stack]?.env !== undefined ? `/stacks/${stack}/env` : '/env';
  const has = written.env !== undefined || inStack !== '/env';
  if (!has) return `add the line "env: [${name}]" to ${document.file}`;
  return `add ${name} to the list "env:" in ${document.file}, line ${placeAt(document, inStack).line}`;
}

/** Listing what is reserved is a mistake even where nothing reads it. */
export function refuseReserved(written: WrittenProject, document: Document, env: Env, out: Diagnostic[]): void {
  const reserved = reservedVariables(written, env);
  const check = (at: string, { env: names = [], vars = {} }: WrittenSettings) => {
    const behind = Object.entries(vars).flatMap(([key, value]) =>
      typeof value === 'object' ? [[`${at}/vars/${key}/env`, value.env] as const] : [],
    );
    for (const [pointer, name] of [...names.map((one, index) => [`${at}/env/${index}`, one] as const), ...behind]) {
      const kept = reserved(name);
      if (kept === undefined) continue;
      out.push({
        severity: 'error',
        code: 'D_ENV_RESERVED',
        message: `the environment variable ${name} ${kept.why}, and is not read as text`,
        hint: `take it out of this list${kept.instead === undefined ? '' : `; in desired files ${kept.instead}`}`,
        place: placeAt(document, pointer),
      });
    }
  };
  check('', written);
  for (const [name, stack] of Object.entries(written.stacks ?? {})) check(`/stacks/${name}`, stack);
}

// Warns of settings that nothing uses: variables, secrets and environment variables that no desired file names.
import { type Diagnostic, isObject, type Json } from '@postform/engine';
import { quoteValue, suggest } from '../files/wording.ts';
import { splitTemplate } from '../resolve/template.ts';
import { type Document, keyPlaceAt, placeAt } from '../yaml/document.ts';
import type { NamedVariable } from './given-variables.ts';
import type { WrittenProject, WrittenSettings } from './project.ts';

/** Names by what they name. */
export interface Usage {
  readonly vars: ReadonlySet<string>;
  readonly env: ReadonlySet<string>;
  readonly secrets: ReadonlySet<string>;
}

/** Every use in the files, in resources that do not fit their schema, too. */
export function usageIn(documents: readonly Document[]): Usage {
  const usage = { vars: new Set<string>(), env: new Set<string>(), secrets: new Set<string>() };
  const ofText = (text: string) => {
    for (const part of splitTemplate(text)) {
      const [, source, name = ''] = part.type === 'use' ? (/^(var|env)\.(.*)$/s.exec(part.inner) ?? []) : [];
      if (source === 'var') usage.vars.add(name);
      else if (source === 'env') usage.env.add(name);
    }
  };
  const visit = (value: Json): void => {
    if (typeof value === 'string') ofText(value);
    else if (Array.isArray(value)) for (const item of value) visit(item);
    else if (isObject(value)) {
      if (Object.hasOwn(value, 'secret') && typeof value['secret'] === 'string') usage.secrets.add(value['secret']);
      for (const item of Object.values(value)) visit(item);
    }
  };
  for (const { value } of documents) visit(value);
  return usage;
}

/**
 * Warnings of what the project declares, at the top and in the stack, and nothing uses; where there are errors, those
 * come first. A variable of the command line
 * or of a file of variables that is neither declared nor used is an error, as a misspelt one would change nothing without a word.
 */
export function warnOfUnused(
  document: Document,
  stack: string,
  given: readonly NamedVariable[],
  used: Usage,
  out: Diagnostic[],
): void {
  const written = document.value as unknown as WrittenProject;
  const own = written.stacks !== undefined && Object.hasOwn(written.stacks, stack) ? written.stacks[stack] : undefined;
  const sections: readonly (readonly [at: string, settings: WrittenSettings])[] = [
    ['', written],
    [`/stacks/${stack}`, own ?? {}],
  ];
  const declared = new Set(sections.flatMap(([, { vars = {} }]) => Object.keys(vars)));
  for (const { name, said, place } of given) {
    if (declared.has(name) || used.vars.has(name)) continue;
    const known = [...new Set([...declared, ...used.vars])].sort();
    out.push({
      severity: 'error',
      code: 'D_VAR_UNDECLARED',
      ...(place === undefined ? {} : { place }),
      message: `${said} sets a variable that the project does not declare and no desired file uses`,
      hint: suggest(name, known, `no variable is declared or used; uses are written \${var.${name}}`),
    });
  }
  if (out.some(({ severity }) => severity === 'error')) return;
  for (const [at, settings] of sections) warnIn(document, at, settings, used, out);
}

function warnIn(document: Document, at: string, settings: WrittenSettings, used: Usage, out: Diagnostic[]): void {
  const warn = (code: string, message: string, hint: string, pointer: string) =>
    out.push({ severity: 'warning', code, message, hint, place: keyPlaceAt(document, at + pointer) });
  const { vars = {}, secrets = {}, env = [] } = settings;
  const behind = new Set(Object.values(vars).flatMap((value) => (typeof value === 'object' ? value.env : [])));
  for (const name of Object.keys(vars)) {
    const value = vars[name];
    const isRead = used.vars.has(name) || (typeof value === 'object' && used.env.has(value.env));
    if (!isRead)
      warn(
        'D_VAR_UNUSED',
        `no desired file uses the variable ${quoteValue(name)}`,
        `use it as \${var.${name}}, or remove it`,
        `/vars/${name}`,
      );
  }
  for (const name of Object.keys(secrets))
    if (!used.secrets.has(name))
      warn(
        'D_SECRET_UNUSED',
        `no desired file uses the secret ${quoteValue(name)}, and a listed secret may be uploaded`,
        `use it as { secret: ${name} }, or remove it`,
        `/secrets/${name}`,
      );
  env.forEach((name, index) => {
    if (used.env.has(name) || behind.has(name)) return;
    out.push({
      severity: 'warning',
      code: 'D_ENV_UNUSED',
      message: `no desired file reads the environment variable ${name}`,
      hint: `use it as \${env.${name}}, or remove it`,
      place: placeAt(document, `${at}/env/${index}`),
    });
  });
}

/** Settings at the top that every stack has of its own, so that they never hold. */
export function warnOfShadowed(document: Document, out: Diagnostic[]): void {
  const written = document.value as unknown as WrittenProject;
  const stacks = Object.values(written.stacks ?? {});
  if (stacks.length === 0) return;
  const has = (settings: object, [group, name]: readonly [string, string]) => {
    const value = Object.hasOwn(settings, group) ? (settings as Record<string, unknown>)[group] : undefined;
    return isObject(value) && Object.hasOwn(value, name);
  };
  for (const group of ['apiKey', 'state', 'budget', 'guard', 'settle', 'vars', 'secrets']) {
    const value = Object.hasOwn(written, group) ? (written as unknown as Record<string, unknown>)[group] : undefined;
    if (!isObject(value)) continue;
    for (const name of Object.keys(value)) {
      if (group === 'state' && name === 'backend') continue;
      if (!stacks.every((stack) => has(stack, [group, name]))) continue;
      out.push({
        severity: 'warning',
        code: 'D_SETTING_UNUSED',
        message: `${group}.${name} at the top has no effect: every stack sets its own`,
        hint: 'remove it here, or from the stacks that should follow it',
        place: keyPlaceAt(document, `/${group}/${name}`),
      });
    }
  }
}

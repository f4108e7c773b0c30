// Resolves a use: a variable, an environment variable, the text of a file, or an attribute of another resource.
import { addressOf, type DeferredValue, type Json, NAME_PATTERN } from '@postform/engine';
import { quoteValue, suggest, withArticle } from '../files/wording.ts';
import { STAND_IN } from '../schema/stand-in.ts';
import type { Mistake } from '../yaml/mistakes.ts';
import type { UseScope } from './scope.ts';

type Slip = Pick<Mistake, 'code' | 'message' | 'hint' | 'severity'>;

/** A string, a deferred value for an attribute, or a stand-in. `inner` is what stands between the braces of `raw`. */
export function resolveUse(inner: string, raw: string, scope: UseScope, report: (slip: Slip) => void): Json {
  const fail = (code: string, message: string, hint: string): Json => {
    report({ code, message, hint });
    return STAND_IN;
  };
  const dot = inner.indexOf('.');
  const source = dot === -1 ? inner : inner.slice(0, dot);
  const rest = dot === -1 ? '' : inner.slice(dot + 1);
  const sources = ['var', 'env', 'file', ...scope.kindNames];
  if (source === 'secret' && rest !== '')
    return fail(
      'D_INTERPOLATION',
      `${raw} is not how a secret is written`,
      `write the whole value as { secret: ${rest} }`,
    );
  if (!sources.includes(source))
    return fail(
      'D_INTERPOLATION',
      `${raw} does not say where the value comes from`,
      `${suggest(source, sources)} Write \${var.NAME}, \${env.NAME}, \${file.PATH} or \${KIND.NAME.ATTRIBUTE}; $\${ is a literal \${`,
    );
  if (rest === '') return fail('D_INTERPOLATION', `${raw} names nothing`, `write \${${source}.NAME}`);
  if (source === 'var') {
    if (scope.vars === undefined) return STAND_IN;
    const answer = scope.varEnv(rest);
    if (Object.hasOwn(scope.vars, rest)) {
      const value = scope.vars[rest]!;
      if (value === '' && answer?.ok === true && answer.value === '') report(emptySlip(answer.name, raw));
      return value;
    }
    if (answer?.ok === false)
      return fail(
        answer.slip.code,
        `the variable ${quoteValue(rest)} has no value: ${answer.slip.message}`,
        `${answer.slip.hint}, or give the value with --var ${rest}=…`,
      );
    return fail(
      'D_VAR_UNKNOWN',
      `the variable ${quoteValue(rest)} is not set`,
      `${suggest(rest, Object.keys(scope.vars), 'no variable is set')} Or set it under "vars:" in the project file or with --var ${rest}=…`,
    );
  }
  if (source === 'env') {
    const answer = scope.env?.(rest);
    if (answer === undefined) return STAND_IN;
    if (!answer.ok) return fail(answer.slip.code, answer.slip.message, answer.slip.hint);
    if (answer.value === '') report(emptySlip(rest, raw));
    return answer.value;
  }
  if (source === 'file') {
    const read = scope.fileText(rest);
    return read.ok ? read.text : fail(read.problem.code, read.problem.message, read.problem.hint ?? '');
  }
  return attribute(source, rest, raw, scope, fail);
}

function emptySlip(variable: string, raw: string): Slip {
  return {
    severity: 'warning',
    code: 'D_ENV_EMPTY',
    message: `the environment variable ${variable} is set but empty, so ${raw} becomes ""`,
    hint: `set ${variable} to a value (CI systems set a variable to "" for one that they do not have), or write "" here`,
  };
}

function attribute(
  kind: string,
  rest: string,
  raw: string,
  scope: UseScope,
  fail: (code: string, message: string, hint: string) => Json,
): Json {
  const [name = '', attributeName = '', ...more] = rest.split('.');
  const attributes = scope.attributesOf(kind) ?? [];
  if (!new RegExp(NAME_PATTERN).test(name) || attributeName === '' || more.length > 0)
    return fail(
      'D_INTERPOLATION',
      `${raw} does not name an attribute of a resource`,
      `write \${${kind}.${name || 'NAME'}.${attributes[0] ?? 'id'}}; attributes: ${attributes.join(', ')}`,
    );
  const names = scope.hasResource(kind, name) ? undefined : scope.namesOf(kind);
  if (names !== undefined)
    return fail(
      'D_REF_UNKNOWN',
      `there is no ${addressOf(kind, name)} in the desired files`,
      suggest(
        addressOf(kind, name),
        names.map((one) => addressOf(kind, one)),
        `no ${kind} is declared`,
      ),
    );
  if (!attributes.includes(attributeName))
    return fail(
      'D_ATTRIBUTE_UNKNOWN',
      `${withArticle(kind)} has no attribute ${quoteValue(attributeName)}`,
      suggest(attributeName, attributes),
    );
  return { $deferred: 'ref', address: addressOf(kind, name), attribute: attributeName } satisfies DeferredValue;
}

// Collects the variables that a run is given beside the project's own: by the environment, by files and by options.
import { type Diagnostic, isObject, type Json, joinPointer, NAME_PATTERN, type Place } from '@postform/engine';
import { shownPath } from '../files/paths.ts';
import { meantBy } from '../files/read-bytes.ts';
import type { SourceDisk } from '../files/source-disk.ts';
import { quoteValue, typeOf } from '../files/wording.ts';
import { type Document, keyPlaceAt, placeAt } from '../yaml/document.ts';
import { readDocument } from '../yaml/read-document.ts';

/** An environment variable with this prefix sets the variable of that name: `POSTFORM_VAR_host` sets `host`. */
export const VARIABLE_PREFIX = 'POSTFORM_VAR_';

/** A variable that somebody named for this run, so that a name that nothing knows is a mistake. */
export interface NamedVariable {
  readonly name: string;
  /** As the subject of a sentence: `--var host=…`. */
  readonly said: string;
  /** Absent for an option. */
  readonly place?: Place;
}

/**
 * A variable has the first value that is found, in this order: `--var`, the last `--var-file`, the environment variable
 * `POSTFORM_VAR_name`, `vars` of the stack, `vars` of the project.
 */
export interface GivenVariables {
  readonly options: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
  /** By the name of the variable. Environments are shared between projects, so most of these may mean nothing here. */
  readonly environment: Readonly<Record<string, string>>;
  readonly named: readonly NamedVariable[];
}

export interface VariableSources {
  readonly disk: SourceDisk;
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly vars: Readonly<Record<string, string>>;
  /** Absolute paths, in the order of the command line. */
  readonly varFiles: readonly string[];
}

/** What is wrong with the files goes to `out`. */
export function givenVariables(sources: VariableSources, out: Diagnostic[]): GivenVariables {
  const { disk, root, env, vars } = sources;
  const named: NamedVariable[] = Object.keys(vars).map((name) => ({ name, said: `--var ${name}=…` }));
  const files = new Map<string, string>();
  for (const path of sources.varFiles) {
    const document = readVariableFile(disk, root, path, out);
    if (document === undefined) continue;
    for (const [name, value] of scalarsOf(document, out)) {
      named.push({ name, said: quoteValue(name), place: keyPlaceAt(document, joinPointer(name)) });
      files.set(name, value);
    }
  }
  return { options: vars, files: Object.fromEntries(files), environment: fromVariables(env), named };
}

function fromVariables(env: VariableSources['env']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      name.startsWith(VARIABLE_PREFIX) && value !== undefined ? [[name.slice(VARIABLE_PREFIX.length), value]] : [],
    ),
  );
}

function readVariableFile(disk: SourceDisk, root: string, path: string, out: Diagnostic[]): Document | undefined {
  if (disk.realPath(path) === undefined) {
    const meant = meantBy(disk, path);
    out.push({
      severity: 'error',
      code: 'D_FILE_UNREADABLE',
      message: `the file ${shownPath(root, path)} that --var-file names does not exist`,
      hint: meant === undefined ? 'a path is relative to the folder that Postform works in' : `did you mean ${meant}?`,
    });
    return undefined;
  }
  const read = readDocument(disk, root, shownPath(root, path), out);
  return read.type === 'document' ? read.document : undefined;
}

/** The variables of a file that can be understood. */
function scalarsOf(document: Document, out: Diagnostic[]): readonly (readonly [name: string, value: string])[] {
  const fail = (code: string, message: string, hint: string, place: Place): [] => {
    out.push({ severity: 'error', code, message, hint, place });
    return [];
  };
  const { value: all } = document;
  if (!isObject(all)) {
    const message = `a file of variables must be a map, found ${typeOf(all)}`;
    return fail('D_WRONG_TYPE', message, 'write one variable a line, as in "host: example.com"', placeAt(document, ''));
  }
  return Object.entries(all).flatMap(([name, value]) => {
    const at = joinPointer(name);
    if (!new RegExp(NAME_PATTERN).test(name)) {
      const hint = 'start with a letter or digit, then use letters, digits, _ and - only';
      return fail('D_NAME', `${quoteValue(name)} cannot be the name of a variable`, hint, keyPlaceAt(document, at));
    }
    if (isScalar(value)) return [[name, String(value)] as const];
    const message = `the variable ${quoteValue(name)} must be a text, a number, true or false, found ${typeOf(value)}`;
    return fail('D_WRONG_TYPE', message, 'write the value behind the colon', placeAt(document, at));
  });
}

const isScalar = (value: Json): boolean => ['string', 'number', 'boolean'].includes(typeof value);

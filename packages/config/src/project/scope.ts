// Builds what uses in desired files may refer to, from the project and from what the files declare.
import type { Address, Kind, Kinds } from '@postform/engine';
import type { Declared } from '../resolve/declared.ts';
import type { SharedScope } from '../resolve/scope.ts';
import type { Document } from '../yaml/document.ts';
import { environmentOf } from './listed-variables.ts';
import type { Project, WrittenProject } from './project.ts';

/** The project that uses may rely on. */
export interface KnownProject {
  readonly project: Project;
  readonly written: WrittenProject;
  readonly document: Document;
  /** The process environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Resources of the desired files. `complete` is false where what is not declared is unknown. */
export interface Declarations {
  readonly byAddress: ReadonlyMap<Address, Declared>;
  readonly complete: boolean;
}

/** Without a project, variables and secrets are unknown, and none of them is reported. */
export function scopeOf(
  known: KnownProject | undefined,
  kinds: Kinds,
  { byAddress, complete }: Declarations,
): SharedScope {
  const byName = new Map<string, Kind>(kinds.map((kind) => [kind.name, kind]));
  const env = known && environmentOf(known.written, known.document, known.project.stack, known.env);
  const vars = known && { ...known.written.vars, ...known.written.stacks?.[known.project.stack]?.vars };
  return {
    vars: known?.project.vars,
    env,
    varEnv: (name) => {
      const value = vars !== undefined && Object.hasOwn(vars, name) ? vars[name] : undefined;
      return typeof value === 'object' ? env?.(value.env) : undefined;
    },
    attributesOf: (kind) => (byName.has(kind) ? Object.keys(byName.get(kind)!.attributes) : undefined),
    kindNames: [...byName.keys()],
    namesOf: (kind) =>
      complete ? [...byAddress.values()].filter((one) => one.kind.name === kind).map(({ name }) => name) : undefined,
    hasResource: (kind, name) => byAddress.has(`${kind}.${name}`),
    secrets: known && Object.keys(known.project.secrets),
  };
}

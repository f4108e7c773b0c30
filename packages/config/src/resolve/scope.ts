// Types of what a use in a desired file may refer to.
import type { FileResult, Pointer } from '@postform/engine';
import type { Mistake } from '../yaml/mistakes.ts';

type Slip = Pick<Mistake, 'code' | 'message' | 'hint'>;

export type EnvAnswer =
  | { readonly ok: true; readonly name: string; readonly value: string }
  | { readonly ok: false; readonly slip: Slip };

/** Answers for one variable by its name. */
export type Environment = (name: string) => EnvAnswer;

/** What uses may refer to. `knownKinds` maps each kind to its attributes; `declares` says whether a resource stands in the files. */
export interface UseScope {
  /** Undefined where the project file is wrong and they are unknown; so are `secrets`. */
  readonly vars: Readonly<Record<string, string>> | undefined;
  readonly env: Environment | undefined;
  /** Why a variable that the project declares has no value: that of the environment is not there. */
  readonly varEnv: (name: string) => EnvAnswer | undefined;
  /** The text of a file, or why there is none. */
  readonly fileText: (path: string) => FileResult<{ readonly text: string }>;
  readonly attributesOf: (kind: string) => readonly string[] | undefined;
  readonly kindNames: readonly string[];
  /** Names of the resources of a kind; undefined where some file could not be read and they are unknown. */
  readonly namesOf: (kind: string) => readonly string[] | undefined;
  readonly hasResource: (kind: string, name: string) => boolean;
  readonly secrets: readonly string[] | undefined;
  /** Whether an object with the only key `secret` at this pointer names a secret, rather than being a map with that key. */
  readonly mayBeSecret: (pointer: Pointer) => boolean;
}

/** The part of the scope that does not depend on the resource. */
export type SharedScope = Omit<UseScope, 'mayBeSecret' | 'fileText'>;

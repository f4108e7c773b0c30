// Learns the secrets to redact from the project file, the desired files and the workspace.
import type { SecretPlaces } from '@postform/config';
import type { Json, Kind, Kinds } from '@postform/engine';
import { kinds } from '@postform/kinds';
import { type Env, passwordIn } from './environment.ts';
import type { Redactor } from './redactor.ts';
import { treeCredentials } from './tree-credentials.ts';

export function learnPlaces({ learn }: Redactor, { variables, urls }: SecretPlaces, env: Env): void {
  learn(variables.map((name) => env[name]));
  learn(urls.flatMap(passwordIn));
}

const learningKinds = new WeakMap<Redactor, Kinds>();

/** The registry of kinds, where each kind reports secrets that people pasted into an object, declared or live. */
export function learningKindsFor(redactor: Redactor): Kinds {
  const known = learningKinds.get(redactor) ?? kinds.map((kind) => learningKind(kind, redactor));
  learningKinds.set(redactor, known);
  return known;
}

function learningKind(kind: Kind, { learn }: Redactor): Kind {
  const learnFrom = (tree: Json) => learn(treeCredentials(tree));
  return {
    ...kind,
    parse: (input) => {
      const parsed = kind.parse(input);
      if (parsed.ok) learnFrom(parsed.spec);
      return parsed;
    },
    fromRemote: (remote, itemIds) => {
      learnFrom(remote);
      return kind.fromRemote(remote, itemIds);
    },
  };
}

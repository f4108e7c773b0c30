// Learns the secrets to redact from the project file, the desired files and the workspace.
import { formRanges, type SecretPlaces } from '@postform/config';
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

/** What seems to be a credential is hidden from now on. The registry of kinds, where each kind reports secrets that people pasted into an object, declared or live. */
export function learningKindsFor(redactor: Redactor): Kinds {
  redactor.hideAlso(formRanges);
  const known = learningKinds.get(redactor) ?? kinds.map((kind) => learningKind(kind, redactor));
  learningKinds.set(redactor, known);
  return known;
}

/** Their lines are shown one by one, where no form tells what they are. */
function privateKeysIn(tree: Json, found: string[] = []): readonly string[] {
  if (typeof tree === 'string') {
    if (tree.includes('PRIVATE KEY')) for (const { from, to } of formRanges(tree)) found.push(tree.slice(from, to));
  } else if (typeof tree === 'object' && tree !== null)
    for (const item of Object.values(tree)) privateKeysIn(item as Json, found);
  return found;
}

function learningKind(kind: Kind, { learn }: Redactor): Kind {
  const learnFrom = (tree: Json) => learn([...treeCredentials(tree), ...privateKeysIn(tree)]);
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

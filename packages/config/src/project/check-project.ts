// Checks the project file against its schema, and says how much of a faulty one can still be relied on.

import type { Diagnostic } from '@postform/engine';
import { getAt, type Kinds } from '@postform/engine';
import { mend, withEdits } from '../schema/mend.ts';
import { projectSchema } from '../schema/project-schema.ts';
import { type Validate, validator } from '../schema/validator.ts';
import { explain } from '../schema/violations.ts';
import { type Document, isReported, reportedBelow } from '../yaml/document.ts';
import { type Mistake, toDiagnostic } from '../yaml/mistakes.ts';
import { aboutKey } from './keys.ts';
import type { WrittenProject } from './project.ts';

export interface CheckedProject {
  /** The project as written; where something is wrong, with that taken out. Undefined where too much is wrong. */
  readonly written: WrittenProject | undefined;
  /** False where something is wrong that may have declared a variable, a secret, a stack or a workspace. */
  readonly knowsNames: boolean;
}

/** Compiled once for the names of a registry, which are all that it is made of. */
const projectValidators = new Map<string, Validate>();

/** Settings that say nothing about names. */
const BESIDE_NAMES = /^(?:\/stacks\/[^/]+)?\/(?:apiKey|region|budget|guard|settle)(?:\/|$)/;

/** Stands for a text in a faulty file: a name and an id take it. */
const STAND_IN_NAME = 'X';

export function checkProject(document: Document, kinds: Kinds, out: Diagnostic[]): CheckedProject {
  const names = kinds.map(({ name, plural }) => `${name} ${plural}`).join();
  const validate = projectValidators.get(names) ?? validator(projectSchema(kinds));
  projectValidators.set(names, validate);
  const mistakes = explain(validate(document.value));
  for (const mistake of mistakes)
    if (!isReported(document, mistake.pointer))
      out.push(toDiagnostic(document, '', aboutKey(document, withoutUses(document, mistake))));
  const wrong = [...mistakes.map(({ pointer }) => pointer), ...reportedBelow(document, '')];
  if (wrong.length === 0) return { written: document.value as unknown as WrittenProject, knowsNames: true };
  const edits = mend(document.value, validate, STAND_IN_NAME);
  return {
    written: edits && (withEdits(document.value, edits) as unknown as WrittenProject),
    knowsNames: wrong.every((pointer) => BESIDE_NAMES.test(pointer)),
  };
}

/** Uses are the likeliest reason why a text does not fit here. */
function withoutUses(document: Document, mistake: Mistake): Mistake {
  const value = getAt(document.value, mistake.pointer);
  const isUse = typeof value === 'string' && value.includes('${');
  return isUse ? { ...mistake, hint: `\${…} is understood in desired files only. ${mistake.hint}` } : mistake;
}

// Lists the schemas that a project of given kinds is checked against, so that a build can make acceptors of them.
import type { JsonObject, Kinds } from '@postform/engine';
import { projectSchema } from './project-schema.ts';
import { COMMON_SCHEMA, schemaOf } from './resource-schema.ts';
import { schemaDigest } from './validator.ts';

/** By the digest under which `acceptors` finds them. */
export function checkedSchemas(kinds: Kinds): Readonly<Record<string, JsonObject>> {
  const own = [projectSchema(kinds), COMMON_SCHEMA].map((schema) => [schemaDigest(schema), schema]);
  const written = kinds.map((kind) => [schemaDigest(kind.written), schemaOf(kind).schema()]);
  return Object.fromEntries([...own, ...written]);
}

// Holds the JSON Schema of the project file, for the check and for editors.
import { type JsonObject, type Kinds, NAME_PATTERN } from '@postform/engine';
import { settingsSchema } from './settings-schema.ts';

const WORKSPACE: JsonObject = {
  type: 'string',
  pattern: '^[A-Za-z0-9-]+$',
  description: `Id of the workspace: the id in its settings in Postman, not its name. \${…} is not understood in this file.`,
  examples: ['1f0df51a-8658-4ee8-a2a1-d2567dfa09a9'],
};

/** Top-level keys that are passed over, in desired files too. */
export const CONTAINERS: JsonObject = {
  '^x-': { description: 'Passed over: a place for what is shared with YAML anchors (&NAME), aliases and merge keys.' },
};

/** Exactly one of `workspace` and `stacks` is checked by the reader, which can say more. */
export function projectSchema(kinds: Kinds): JsonObject {
  const shared = settingsSchema(kinds);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Postform project',
    description: 'postform.yaml: which workspace equals which files, and within what limits.',
    type: 'object',
    properties: {
      $schema: { type: 'string', description: 'For editors only.' },
      postform: { const: 1, description: 'Version of this file’s format: 1.', examples: [1] },
      desired: {
        type: 'array',
        minItems: 1,
        items: {
          type: 'string',
          minLength: 1,
          examples: ['desired/**/*.yaml'],
          description: 'A glob, relative to this file.',
        },
        description: 'Globs of the desired files, relative to this file.',
        examples: [['desired/**/*.yaml']],
      },
      workspace: WORKSPACE,
      stacks: {
        type: 'object',
        minProperties: 1,
        description: 'The workspaces that are kept equal to the same files, by name; choose one with --stack.',
        propertyNames: { pattern: NAME_PATTERN, description: 'Letters, digits, _ and -.' },
        additionalProperties: {
          type: 'object',
          description: 'One workspace, with settings that win over those at the top.',
          properties: { workspace: WORKSPACE, ...shared },
          required: ['workspace'],
          additionalProperties: false,
        },
      },
      ...shared,
    },
    patternProperties: CONTAINERS,
    required: ['postform', 'desired'],
    additionalProperties: false,
  };
}

// The schema of a mock server as authored in a desired file.
import type { JsonObject } from '@postform/engine';
import { refSchema } from '../kind-tools/refs.ts';

function ref(kind: string, description: string): JsonObject {
  return refSchema(kind, `${description} Write \`${kind}.NAME\` or \`{ uid: … }\`.`);
}

export const mockSchema: JsonObject = {
  title: 'Mock server',
  description: "Answers requests with a collection's examples. What is left out is not managed.",
  type: 'object',
  properties: {
    name: {
      title: 'Name',
      description: 'The name that Postman shows.',
      type: 'string',
      minLength: 1,
      examples: ['Orders mock'],
    },
    collection: ref('collection', 'The collection whose examples it answers with. May be changed; the URL stays.'),
    environment: ref('environment', 'The environment it fills variables from.'),
    private: {
      title: 'Private',
      description:
        'True: callers need a Postman API key. False: anybody may call it. Must be written, because Postman would publish it otherwise and no read returns it.',
      type: 'boolean',
    },
    description: {
      title: 'Description',
      description: 'What it is for. No read returns it, so edits by hand are not seen.',
      type: 'string',
    },
    versionTag: {
      title: 'Version tag',
      description: "Id of the API's version tag. No read returns it, so edits by hand are not seen.",
      type: 'string',
    },
    config: {
      title: 'Configuration',
      description: 'What of the configuration the API can write.',
      type: 'object',
      properties: {
        serverResponseId: {
          title: 'Server response',
          description: 'Id of the server response that answers every request; null for none.',
          type: ['string', 'null'],
        },
      },
      additionalProperties: false,
    },
  },
  required: ['name', 'collection', 'private'],
  additionalProperties: false,
};

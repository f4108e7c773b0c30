// The schema of a thing as authored in a desired file.
import type { JsonObject } from '@postform/engine';

export const thingSchema: JsonObject = {
  title: 'Thing',
  description: 'What a thing is for.',
  type: 'object',
  properties: {
    name: {
      title: 'Name',
      description: 'The name that Postman shows.',
      type: 'string',
      minLength: 1,
      examples: ['Orders'],
    },
    description: { title: 'Description', description: 'What it is for.', type: 'string' },
  },
  required: ['name'],
  additionalProperties: false,
};

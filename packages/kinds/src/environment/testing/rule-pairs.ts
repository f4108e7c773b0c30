// Two environments for each rule, equal in meaning only.
import type { JsonObject } from '@postform/engine';
import type { RulePairs } from '../../testing/pair.ts';

const full = { key: 'host', value: 'example.com', type: 'default', enabled: true };

function spec(value: JsonObject): JsonObject {
  return { name: 'Orders', values: { host: value } };
}

const { type: _type, ...untyped } = full;
const { enabled: _enabled, ...unswitched } = full;
const source = { provider: 'postman', postman: { type: 'cloud', secretId: 's', vaultId: 'v' } };
const { value: _value, ...vaulted } = { ...full, secret: true, source };

export const rulePairs: RulePairs = {
  'plain-type': { a: spec(full), b: spec({ ...untyped, type: 'any' }) },
  'enabled-unless-said': { a: spec(full), b: spec(unswitched) },
  'text-value': { a: spec({ ...full, value: '5' }), b: spec({ ...full, value: 5 }) },
  'blank-value': { a: spec(vaulted), b: spec({ ...vaulted, value: '' }) },
  'plain-description': {
    a: spec({ ...full, description: 'Where' }),
    b: spec({ ...full, description: { content: 'Where', type: 'text/plain' } }),
  },
  'no-description': { a: spec(full), b: spec({ ...full, description: '' }) },
  'not-in-vault': { a: spec(full), b: spec({ ...full, secret: false }) },
};

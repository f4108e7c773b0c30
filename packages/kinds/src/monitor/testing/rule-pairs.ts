// Two monitors for each rule, equal in meaning only.
import type { JsonObject } from '@postform/engine';
import type { RulePairs } from '../../testing/pair.ts';

const full: JsonObject = { name: 'Orders', collection: 'c', schedule: { cron: '0 * * * *', timezone: 'UTC' } };

export const rulePairs: RulePairs = {
  'null-is-unset': { a: full, b: { ...full, notificationLimit: null } },
  'zero-is-unset': {
    a: { ...full, options: { strictSSL: true } },
    b: { ...full, options: { strictSSL: true, requestDelay: 0 } },
  },
  'no-region-is-unset': { a: full, b: { ...full, distribution: [] } },
  'empty-group-is-unset': { a: full, b: { ...full, retry: {} } },
  'cron-without-seconds': { a: full, b: { ...full, schedule: { cron: '0 0 * * * *', timezone: 'UTC' } } },
  'regions-have-no-order': {
    a: { ...full, distribution: ['uk', 'us-east'] },
    b: { ...full, distribution: ['us-east', 'uk'] },
  },
  'addresses-have-no-order': {
    a: { ...full, notifications: { onError: ['a@example.com', 'b@example.com'] } },
    b: { ...full, notifications: { onError: ['b@example.com', 'a@example.com'] } },
  },
};

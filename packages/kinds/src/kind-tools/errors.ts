// What this package may find wrong with a reply of the API: it does not hold what it must.
import { CallError, type ErrorTable, type Route } from '@postform/engine';

export const kindsErrors: ErrorTable = {
  E_KINDS_REPLY: {
    meaning:
      'The API answered with success, but the body lacks what that answer must hold, or holds what it cannot hold.',
    remedy:
      'Check that the base URL is the one of the Postman API and that no proxy rewrites its replies, then run again.',
    category: 'error',
  },
};

/** A 2xx reply without `what`. A read has no effect; after a write nobody knows, so the intent stays open. */
export function replyLacks(route: Route, what: string): CallError {
  return unbelieved(route, `without ${what}`);
}

/** A 2xx reply with something that cannot be: nothing of it is believed. Else as `replyLacks`. */
export function replyHolds(route: Route, what: string): CallError {
  return unbelieved(route, `with ${what}`);
}

function unbelieved(route: Route, how: string): CallError {
  return new CallError('unreadable', `${route.method} ${route.path} (${route.operation}) was answered ${how}.`, {
    code: 'E_KINDS_REPLY',
    hint: 'Check the base URL and any proxy between here and the Postman API, then run the same command again.',
    effect: route.method === 'GET' ? 'none' : 'unknown',
  });
}

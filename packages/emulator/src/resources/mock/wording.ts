// Words the refusals for a mock or a server response that is not there.
import { type Reply, refusal } from '../../reply/replies.ts';

/** OpenAPI 1.45.0, mock404Error. */
export const mockNotFound = refusal(404, 'instanceNotFoundError', 'The specified mock does not exist.', {});

/** Envelope 1 with a `header` (OpenAPI 1.45.0, mockServerResponse404Error). */
function unfindable(name: string, header: string, message: string): Reply {
  return { status: 404, body: { error: { name, header, message } } };
}

export const mockUnfindable = unfindable('mockNotFoundError', 'Unable to find mock', 'Please refresh and try again.');

export const serverResponseUnfindable = unfindable(
  'serverResponseNotFoundError',
  'Unable to find mock server response',
  'We could not find the mock server response you are looking for.',
);

// What would be sent for an environment as written.
import { type JsonObject, normalize } from '@postform/engine';
import { filesIn } from '../../testing/files.ts';
import { parsed } from '../../testing/spec.ts';
import { environment } from '../index.ts';

export function sent(written: JsonObject, current?: JsonObject, files = filesIn({})): JsonObject {
  const spec = normalize(environment, parsed(environment, written, files));
  return environment.toRemote(spec, { itemIds: {}, ...(current === undefined ? {} : { current }) });
}

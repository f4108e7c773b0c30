// The mock server response room: finds a server response of a mock.
import type { Json } from '../../json/json.ts';
import type { World } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';

/** The server response of that id, when it is one of this mock. */
export function serverResponseOf(world: World, mock: Stored, id: Json | undefined): Stored | undefined {
  const found = typeof id === 'string' ? world.store.get('mockServerResponse', id) : undefined;
  return found?.data['mock'] === mock.id ? found : undefined;
}

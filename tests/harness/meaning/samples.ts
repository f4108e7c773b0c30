// Builds the smallest files around one thing, for the tests of the comparison.
import type { Json, JsonObject } from './grammar.ts';

export const info = { name: 'Orders' };
export const inItem = (more: JsonObject, request: Json = {}): JsonObject => ({
  info,
  item: [{ name: 'Get', request, ...more }],
});
export const inRequest = (request: Json): JsonObject => inItem({}, request);
export const inUrl = (url: Json): JsonObject => inRequest({ url });
export const inScript = (script: Json): JsonObject => inItem({ event: [{ listen: 'test', script }] });
export const inExample = (example: JsonObject): JsonObject => inItem({ response: [{ name: 'ok', ...example }] });
export const inTop = (more: JsonObject): JsonObject => ({ info, item: [], ...more });
export const inValue = (more: JsonObject): JsonObject => ({ name: 'Orders', values: [{ key: 'host', ...more }] });

// Makes the routes of every operation of the API: those that are played, and the others, which answer 501.
import { type OperationId, operationTable } from '../api/operations.ts';
import { guarded } from '../api/rights.ts';
import { type Route, routesOf, unplayedRoutes } from '../api/route.ts';
import { notPlayed } from '../reply/replies.ts';
import { parts } from './resources.ts';

const played = parts.flatMap(({ operations }) => routesOf(operations)).map(guarded);
const known = new Set(played.map(({ operation }) => operation));
const unplayed = (Object.keys(operationTable) as OperationId[]).filter((operation) => !known.has(operation));

/** Every operation of Postman's OpenAPI document 1.45.0; those not played name themselves. */
export const routes: readonly Route[] = [...played, ...unplayedRoutes(unplayed, notPlayed)];

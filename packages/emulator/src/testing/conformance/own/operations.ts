// The operations as the emulator knows them, in the form of Postman's document: for a run that does not have it.
import { operationTable } from '../../../api/operations.ts';
import type { DocumentedOperation } from '../documented.ts';
import { ownRequests } from './requests.ts';

/** Every operation by its operationId; without answers, and with the project's own request bodies. */
export function ownOperations(): ReadonlyMap<string, DocumentedOperation> {
  return new Map(
    Object.entries(operationTable).map(([operation, row]) => {
      const [method = '', path = ''] = row.split(' ');
      const requests = ownRequests[operation] ?? {};
      return [operation, { operation, method, path, requests, requestType: undefined, answers: {} }];
    }),
  );
}

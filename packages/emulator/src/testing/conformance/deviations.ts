// The deviation list: where calls and answers of this repository differ from Postman's document, and why they may.
// `npm run deviations` runs every test and names those that nothing meets any more.
import type { Finding } from '../openapi/finding.ts';

/** One accepted difference. Every condition that is given must hold. */
export interface Deviation {
  readonly name: string;
  readonly reason: string;
  readonly side: Finding['side'];
  readonly what: Finding['what'];
  /** operationIds; absent: any. */
  readonly operations?: readonly string[];
  readonly statuses?: readonly number[];
  readonly pointer?: RegExp;
  readonly message?: RegExp;
}

const collectionReads = ['getCollection', 'getCollectionFolder', 'getCollectionRequest', 'getCollectionResponse'];
const collectionWrites = ['createCollection', 'putCollection', 'patchCollection'];
const itemWrites = [
  'createCollectionFolder',
  'updateCollectionFolder',
  'createCollectionRequest',
  'updateCollectionRequest',
  'createCollectionResponse',
  'updateCollectionResponse',
];
const environmentWrites = ['createEnvironment', 'putEnvironment', 'patchEnvironment'];

export const deviations: readonly Deviation[] = [
  {
    name: 'not played',
    reason: "The emulator says 501 and the operation's name for what it does not play; Postman has no such answer.",
    side: 'response',
    what: 'status',
    statuses: [501],
  },
  {
    name: 'limits anywhere',
    reason: 'The prose of the document (info) has 429 for every operation; few operations list it.',
    side: 'response',
    what: 'status',
    statuses: [429],
  },
  {
    name: 'key anywhere',
    reason:
      'The prose of the document (info) has 401 for every call without a valid key; some operations do not list it.',
    side: 'response',
    what: 'status',
    statuses: [401],
  },
  {
    name: 'key in the query',
    reason:
      'The document of 2022 takes ?apikey= for every operation, and a 401 of today still speaks of the query string.',
    side: 'request',
    what: 'query',
    message: /^is not a documented parameter$/,
    pointer: /apikey/,
  },
  {
    name: 'rights anywhere',
    reason: 'Most operations list the 403 of a role that does not reach that far; those that do not answer it too.',
    side: 'response',
    what: 'status',
    statuses: [403],
  },
  {
    name: 'unreadable body anywhere',
    reason:
      'No source says what a body that is no JSON, too large, or of another type gets where the operation lists nothing.',
    side: 'response',
    what: 'status',
    statuses: [411, 413, 415],
  },
  {
    name: 'error envelope as JSON',
    reason: 'Content types of the document are not reliable: it labels bodies of the form {"error": …} problem+json.',
    side: 'response',
    what: 'type',
    message: /^is application\/json, documented application\/problem\+json$/,
  },
  {
    name: 'problem as problem',
    reason: 'The same in reverse: bodies of the form {"type", "title", …} that the document labels plain JSON.',
    side: 'response',
    what: 'type',
    message: /^is application\/problem\+json, documented application\/json$/,
  },
  {
    name: 'missing reference',
    reason:
      'A create that names a collection, environment or workspace that is not there: no source declares it, the 2022 document has 403 (switches of references).',
    side: 'response',
    what: 'status',
    operations: ['createMock', 'createMonitor', 'createCollection', 'createEnvironment'],
    statuses: [403, 404],
  },
  {
    name: 'missing environment on PUT',
    reason: 'The document lists no answer for a PUT of an environment that is gone; its neighbours have 404.',
    side: 'response',
    what: 'status',
    operations: ['putEnvironment'],
    statuses: [404],
  },
  {
    name: 'missing update task',
    reason: 'The document lists no answer for a task that is not there; the tasks of merges and duplicates have 404.',
    side: 'response',
    what: 'status',
    operations: ['getCollectionUpdatesTasks'],
    statuses: [404],
  },
  {
    name: 'unset fields of a monitor',
    reason:
      'Reads may return null and 0, which the document forbids (internal clients of Postman write and read them); switch monitorNullsOnRead.',
    side: 'response',
    what: 'body',
    operations: ['getMonitor'],
    pointer:
      /^\/monitor\/(notificationLimit|environmentUid|distribution|lastRun|schedule\/nextRun|options\/request(Delay|Timeout))$/,
  },
  {
    name: 'missing monitor on DELETE',
    reason:
      'The document has 404, the one of 2022 has 400 "JobTemplate <id> does not exist"; switch monitorMissingOnDelete.',
    side: 'response',
    what: 'status',
    operations: ['deleteMonitor'],
    statuses: [400],
  },
  {
    name: 'unset fields of a monitor written',
    reason:
      'Internal clients of Postman write null and 0 to unset what the document cannot; switch monitorNullOnWrite.',
    side: 'request',
    what: 'body',
    operations: ['createMonitor', 'updateMonitor'],
    pointer: /^\/monitor\/(notificationLimit|distribution|options\/(requestDelay|requestTimeout|strictSSL))$/,
  },
  {
    name: 'schema of a collection',
    reason:
      "The document knows schema.postman.com alone; every exported collection and Postman's own tools say schema.getpostman.com.",
    side: 'request',
    what: 'body',
    operations: collectionWrites,
    pointer: /^\/collection\/info\/schema$/,
  },
  {
    name: 'schema of a collection read',
    reason: 'What was written with schema.getpostman.com is read with it.',
    side: 'response',
    what: 'body',
    operations: ['getCollection'],
    pointer: /^\/collection\/info\/schema$/,
  },
  {
    name: 'values of auth attributes',
    reason:
      'The collection format 2.1 lets the value of an auth attribute be anything; the document has texts and lists.',
    side: 'request',
    what: 'body',
    operations: [...collectionWrites, ...itemWrites],
    pointer: /\/auth\/\w+\/\d+\/value/,
  },
  {
    name: 'values of auth attributes read',
    reason: 'What was written is read.',
    side: 'response',
    what: 'body',
    operations: collectionReads,
    pointer: /\/auth\/\w+\/\d+\/value/,
  },
  {
    name: 'no auth',
    reason:
      'The collection format 2.1 has the auth type noauth, and null for inherited; the document does not list them.',
    side: 'request',
    what: 'body',
    operations: collectionWrites,
    pointer: /\/auth(\/type)?$/,
  },
  {
    name: 'no auth read',
    reason: 'What was written is read.',
    side: 'response',
    what: 'body',
    operations: collectionReads,
    pointer: /\/auth(\/type)?$/,
  },
  {
    name: 'short forms of the collection format',
    reason:
      'The collection format 2.1 lets a request be a text and a host be a text; the document has the long forms alone.',
    side: 'request',
    what: 'body',
    operations: collectionWrites,
    pointer: /\/request(\/url(\/host)?)?$/,
  },
  {
    name: 'short forms of the collection format read',
    reason: 'What was written is read.',
    side: 'response',
    what: 'body',
    operations: collectionReads,
    pointer: /\/request(\/url(\/host)?)?$/,
  },
  {
    name: 'new items in a PUT',
    reason: 'The document requires ids of items and says in its prose that items without one are created.',
    side: 'request',
    what: 'body',
    operations: ['putCollection'],
    pointer: /\/item\/\d+$/,
    message: /required property 'id'/,
  },
  {
    name: 'types of variables',
    reason: 'Enum values of the document are partial lists (info); other types are known from exported environments.',
    side: 'request',
    what: 'body',
    operations: environmentWrites,
    pointer: /^\/environment\/values\/\d+(\/type)?$/,
  },
  {
    name: 'types of variables read',
    reason: 'What was written is read.',
    side: 'response',
    what: 'body',
    operations: ['getEnvironment', 'patchEnvironment'],
    pointer: /^\/environment\/values\/\d+(\/type)?$/,
  },
  {
    name: 'no workspace named',
    reason: 'The document requires the workspace in one place and names the default without it in its prose.',
    side: 'request',
    what: 'query',
    operations: ['createCollection'],
    pointer: /^workspace$/,
    message: /required/,
  },
  {
    name: 'further types of workspaces',
    reason: 'Enum values of the document are partial lists (info).',
    side: 'request',
    what: 'query',
    operations: ['getWorkspaces'],
    pointer: /^type$/,
  },
  {
    name: 'unset environment of a mock',
    reason: 'How a mock loses its environment is unknown; Postform sends null, which the document does not have.',
    side: 'request',
    what: 'body',
    operations: ['updateMock'],
    pointer: /^\/mock\/environment$/,
  },
  {
    name: 'no language',
    reason:
      'Requests may send null for the language of a server response; the document does not let answers repeat it.',
    side: 'response',
    what: 'body',
    operations: ['createMockServerResponse', 'updateMockServerResponse', 'getMockServerResponse'],
    pointer: /^\/language$/,
  },
  {
    name: 'headers of call logs',
    reason: 'The schema has one object with the fields of a single header; the values of switch mockLogHeaders.',
    side: 'response',
    what: 'body',
    operations: ['getMockCallLogs'],
    pointer: /^\/call-logs\/\d+\/(request|response)\/headers$/,
  },
  {
    name: 'direction in capitals',
    reason: 'The enum has asc and desc; the prose beside it says that matching is not case-sensitive.',
    side: 'request',
    what: 'query',
    operations: ['getMockCallLogs'],
    pointer: /direction/,
  },
  {
    name: 'what a fork, a merge or a review lacks',
    reason:
      'The document requires these properties and lists no answer for their lack, nor for a merge of two that are no family; the envelope is that of their neighbours.',
    side: 'response',
    what: 'status',
    operations: ['createCollectionFork', 'mergeCollectionFork', 'forkEnvironment', 'updatePullRequest'],
    statuses: [400],
  },
  {
    name: 'what global variables refuse',
    reason: 'The document lists 200 and 500 only; a missing workspace and a wrong body must be told somehow.',
    side: 'response',
    what: 'status',
    operations: ['getWorkspaceGlobalVariables', 'updateWorkspaceGlobalVariables'],
    statuses: [400, 404],
  },
  {
    name: 'types of global variables',
    reason: 'Exported files hold further types; the switch environmentUnknownTypes says what becomes of them.',
    side: 'request',
    what: 'body',
    operations: ['updateWorkspaceGlobalVariables'],
    pointer: /^\/values\/\d+\/type$/,
  },
  {
    name: 'types of global variables read',
    reason: 'The same, when a read shows what was sent.',
    side: 'response',
    what: 'body',
    operations: ['updateWorkspaceGlobalVariables', 'getWorkspaceGlobalVariables'],
    pointer: /^\/values\/\d+\/type$/,
  },
  {
    name: 'delete of a missing workspace',
    reason: 'The 2022 document has 404; the switch workspaceDeleteMissing chooses.',
    side: 'response',
    what: 'status',
    operations: ['deleteWorkspace'],
    statuses: [404],
  },
  {
    name: 'no team',
    reason: 'The prose of the document has null for a workspace without a team, the schema a string.',
    side: 'response',
    what: 'body',
    operations: ['getWorkspace'],
    pointer: /^\/workspace\/team$/,
  },
  {
    name: 'several element types of a feed',
    reason: 'The prose of the document has a comma-separated list, the enum a single type.',
    side: 'request',
    what: 'query',
    operations: ['getWorkspaceActivityFeed'],
    pointer: /^elementType$/,
  },
  {
    name: 'merge patch of a post',
    reason: 'The document requires the header application/merge-patch+json and describes the body as JSON.',
    side: 'request',
    what: 'type',
    operations: ['patchWorkspaceUpdate'],
  },
];

/** The deviation that allows the finding. */
export function deviationFor(finding: Finding): Deviation | undefined {
  return deviations.find(
    ({ side, what, operations, statuses, pointer, message }) =>
      side === finding.side &&
      what === finding.what &&
      (operations?.includes(finding.operation) ?? true) &&
      (statuses?.includes(finding.status) ?? true) &&
      (pointer?.test(finding.pointer) ?? true) &&
      (message?.test(finding.message) ?? true),
  );
}

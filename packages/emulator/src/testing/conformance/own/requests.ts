// Request bodies of the project's own, for playing scenarios without Postman's document.
import type { Json } from '../../../json/json.ts';

/** The ids that the scenarios put real ones in the place of (`stage.alias`). */
const COLLECTION = '12345678-12ece9e1-2abf-4edc-8e34-de66e74114d2';
const ENVIRONMENT = '12345678-5daabc50-8451-43f6-922d-96b403b4f28e';

const vaulted = (secretId: string): Json => ({
  key: 'lock',
  value: '',
  type: 'default',
  enabled: true,
  secret: true,
  source: {
    provider: 'postman',
    postman: { type: 'cloud', secretId, vaultId: '453a311c-c5b4-4627-8e51-a3bd48953734' },
  },
});
const values: Json = [
  { key: 'tide', value: 'high', type: 'default', enabled: true, description: 'From the harbour.' },
  { key: 'moon', value: 'new', type: 'default', enabled: false },
  vaulted('f5fa5280-18a3-4d93-a706-2fe48b1007dc'),
];
const monitor = {
  name: 'Night watch',
  notificationLimit: 3,
  retry: { attempts: 1 },
  schedule: { cron: '0 6 * * *', timezone: 'Europe/Berlin' },
  options: { strictSSL: true, followRedirects: true, requestTimeout: 9000, requestDelay: 2 },
  notifications: { onError: [{ email: 'keeper@example.com' }], onFailure: [] },
  distribution: [{ region: 'us-east' }],
};
const serverResponse: Json = {
  serverResponse: {
    name: 'Closed for the night',
    statusCode: 503,
    headers: [{ key: 'Content-Type', value: 'text/plain' }],
    language: 'text',
    body: 'closed',
  },
};
const workspace = { name: 'Lighthouse keepers', description: 'Shifts and lamps.', about: 'Lamps.' };
const request: Json = {
  name: 'Count the lamps',
  description: 'All of them.',
  url: 'https://lighthouse.example/lamps',
  method: 'GET',
  headers: [{ key: 'accept', value: '*/*' }],
  queryParams: [{ key: 'floor', value: '2', enabled: true }],
  dataMode: 'raw',
  rawModeData: null,
};
const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

/** By operation and name of the example that the scenarios ask for; the first one where they name none. */
export const ownRequests: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  createCollection: {
    own: {
      collection: {
        info: { name: 'Lighthouse', schema },
        item: [
          { name: 'Lamps', item: [{ name: 'List', request: { method: 'GET', url: 'https://lighthouse.example/' } }] },
        ],
      },
    },
  },
  patchCollection: { 'Update Info': { collection: { info: { name: 'Lighthouse, rebuilt', description: 'Taller.' } } } },
  createCollectionFolder: { own: { name: 'Lamps', description: 'One a floor.' } },
  updateCollectionFolder: { own: { name: 'Lanterns' } },
  createCollectionRequest: { own: request },
  updateCollectionRequest: { own: { ...(request as object), name: 'Count the lanterns', method: 'POST' } },
  createCollectionResponse: { own: { name: 'Three lamps', method: 'GET', url: 'https://lighthouse.example/lamps' } },
  updateCollectionResponse: { own: { name: 'Four lamps' } },
  createCollectionFork: { own: { label: 'Rebuilt' } },
  createEnvironment: { own: { environment: { name: 'Coast', values } } },
  putEnvironment: { own: { environment: { name: 'Other coast', values } } },
  patchEnvironment: {
    'Update Environment Name': [{ op: 'replace', path: '/name', value: 'Far coast' }],
    'Add Variable': [{ op: 'add', path: '/values/1', value: { key: 'wind', value: 'west', type: 'default' } }],
    'Add Secret Variable': [{ op: 'add', path: '/values/1', value: vaulted('082351ca-810e-476b-8437-d098b20fba4b') }],
    'Remove Variable': [{ op: 'remove', path: '/values/0' }],
    'Update Variable': [{ op: 'replace', path: '/values/0/value', value: 'low' }],
  },
  createMock: {
    own: { mock: { name: 'Model lighthouse', collection: COLLECTION, environment: ENVIRONMENT, private: true } },
  },
  updateMock: { own: { mock: { name: 'Model', collection: COLLECTION, environment: ENVIRONMENT, private: false } } },
  createMockServerResponse: { own: serverResponse },
  updateMockServerResponse: { own: serverResponse },
  createMonitor: { own: { monitor: { ...monitor, active: true, collection: COLLECTION, environment: ENVIRONMENT } } },
  updateMonitor: { own: { monitor: { ...monitor, name: 'Day watch' } } },
  createWorkspace: { own: { workspace: { ...workspace, type: 'team' } } },
  updateWorkspace: { own: { workspace: { ...workspace, type: 'team' } } },
  updateWorkspaceGlobalVariables: {
    own: { values: [{ key: 'shift', value: 'night', type: 'default', enabled: true, description: 'Who is up.' }] },
  },
};

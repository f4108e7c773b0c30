// The workspace switches: what the sources leave open about workspaces, people and roles.
import type { SwitchRow } from './row.ts';

export const workspaceSwitches = {
  workspaceQuery: {
    values: ['optional', 'required'],
    strict: 'optional',
    lenient: 'optional',
    hostile: 'optional',
    source: 'OpenAPI 1.45.0 createCollection: the parameter is required, and its text says what happens without it',
  },
  workspaceUpdatedAtMovesWithElements: {
    values: [false, true],
    strict: false,
    lenient: true,
    hostile: false,
    source: "no source says whether a workspace's updatedAt moves when one of its elements changes",
  },
  workspaceDeleteMissing: {
    values: ['400', '404'],
    strict: '400',
    lenient: '400',
    hostile: '404',
    source: 'OpenAPI 1.45.0 deleteWorkspace: 400; the 2022 document: 404',
  },
  workspaceDeleteContents: {
    values: ['delete', 'keep'],
    strict: 'delete',
    lenient: 'delete',
    hostile: 'keep',
    source: 'OpenAPI 1.45.0 deleteWorkspace is silent; the 2022 document deletes linked elements everywhere',
  },
  workspaceTeamField: {
    values: ['team', 'teamId', 'unwrapped'],
    strict: 'team',
    lenient: 'team',
    hostile: 'unwrapped',
    source: 'OpenAPI 1.45.0 getWorkspace: the schema has team, the example teamId without the workspace around it',
  },
  workspaceTeamToPersonal: {
    values: ['allow', 'refuse'],
    strict: 'allow',
    lenient: 'allow',
    hostile: 'refuse',
    source: 'OpenAPI 1.45.0 updateWorkspace does not list it among the unsupported changes; the 2022 document: never',
  },
  workspaceRolesGroupKey: {
    values: ['group', 'usergroup'],
    strict: 'group',
    lenient: 'group',
    hostile: 'usergroup',
    source: 'OpenAPI 1.45.0 getWorkspaceRoles: usergroup in the schema, group in every example',
  },
  updatePatchNeedsMergeType: {
    values: [true, false],
    strict: true,
    lenient: false,
    hostile: true,
    source: 'OpenAPI 1.45.0 patchWorkspaceUpdate: the header is required, the request body is application/json',
  },
  publicWorkspacesPerHour: {
    values: 'count',
    strict: 50,
    lenient: 1_000_000,
    hostile: 10,
    source: 'OpenAPI 1.45.0 createWorkspace: there are limits when publishing public workspaces; no number',
  },
  tagsAsText: {
    values: ['accept', 'refuse'],
    strict: 'accept',
    lenient: 'accept',
    hostile: 'refuse',
    source: 'OpenAPI 1.45.0 updateWorkspaceTags wants {slug}; postman-mcp-server updateWorkspaceTags sends texts',
  },
  organizations: {
    values: [false, true],
    strict: false,
    lenient: false,
    hostile: false,
    source: 'OpenAPI 1.45.0 createWorkspace: teamId is required if Postman Organizations is enabled',
  },
  plan: {
    values: ['team', 'free'],
    strict: 'team',
    lenient: 'team',
    hostile: 'team',
    source: 'OpenAPI 1.45.0 createWorkspace, updateWorkspace, getAuthenticatedUser: what Free plans lack',
  },
} as const satisfies Record<string, SwitchRow>;

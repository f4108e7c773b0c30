// The workspace switches: what the sources leave open about workspaces, people and roles.
import type { SwitchRow } from './row.ts';

export const workspaceSwitches = {
  workspaceQuery: {
    values: ['optional', 'required'],
    strict: 'optional',
    source: 'OpenAPI 1.45.0 createCollection: the parameter is required, and its text says what happens without it',
  },
  workspaceUpdatedAtMovesWithElements: {
    values: [false, true],
    strict: false,
    lenient: true,
    source: "no source says whether a workspace's updatedAt moves when one of its elements changes",
  },
  workspaceDeleteMissing: {
    values: ['400', '404'],
    strict: '400',
    hostile: '404',
    source: 'OpenAPI 1.45.0 deleteWorkspace: 400; the 2022 document: 404',
  },
  workspaceDeleteContents: {
    values: ['delete', 'keep'],
    strict: 'delete',
    hostile: 'keep',
    source: 'OpenAPI 1.45.0 deleteWorkspace is silent; the 2022 document deletes linked elements everywhere',
  },
  workspaceTeamField: {
    values: ['team', 'teamId', 'unwrapped'],
    strict: 'team',
    hostile: 'unwrapped',
    source: 'OpenAPI 1.45.0 getWorkspace: the schema has team, the example teamId without the workspace around it',
  },
  workspaceNoTeam: {
    values: ['absent', 'null'],
    strict: 'absent',
    lenient: 'null',
    hostile: 'null',
    source: 'OpenAPI 1.45.0 getWorkspace: the text has null for a workspace without a team, the schema a string',
  },
  workspaceTeamToPersonal: {
    values: ['allow', 'refuse'],
    strict: 'allow',
    hostile: 'refuse',
    source: 'OpenAPI 1.45.0 updateWorkspace does not list it among the unsupported changes; the 2022 document: never',
  },
  workspaceRolesGroupKey: {
    values: ['group', 'usergroup'],
    strict: 'group',
    hostile: 'usergroup',
    source: 'OpenAPI 1.45.0 getWorkspaceRoles: usergroup in the schema, group in every example',
  },
  updatePatchNeedsMergeType: {
    values: [true, false],
    strict: true,
    lenient: false,
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
    hostile: 'refuse',
    source: 'OpenAPI 1.45.0 updateWorkspaceTags wants {slug}; postman-mcp-server updateWorkspaceTags sends texts',
  },
  organizations: {
    values: [false, true],
    strict: false,
    source: 'OpenAPI 1.45.0 createWorkspace: teamId is required if Postman Organizations is enabled',
  },
  plan: {
    values: ['team', 'free'],
    strict: 'team',
    source: 'OpenAPI 1.45.0 createWorkspace, updateWorkspace, getAuthenticatedUser: what Free plans lack',
  },
} as const satisfies Record<string, SwitchRow>;

// Holds the texts of the files that `init` writes.
import { noWorkspace } from '../session/project.ts';

/** Paths that must not be committed: locks, journals, evidence and backups belong to one machine, plans to one day. */
export const ignoredPaths = [
  '.postform/*.lock*',
  '.postform/*.journal',
  '.postform/*.evidence*',
  '.postform/overwritten/',
  '.postform/shared/',
  '.postform/emulator/',
  '.postform/schemas/',
  'plan.json',
  '*.plan.json',
] as const;

/** Tells editors with YAML support which schema a file has. `up`: the way to the project's folder. */
function modeline(up: string, what: 'project' | 'desired'): string {
  return `# yaml-language-server: $schema=${up}.postform/schemas/postform.${what}.schema.json`;
}

export function projectFile(workspace: string | undefined): string {
  const todo = workspace === undefined ? '   # put the ID of your workspace here, then run: postform init' : '';
  return `${modeline('', 'project')}
# The project: the workspace, and the files it is kept equal to.
postform: 1
workspace: ${workspace ?? noWorkspace}${todo}
desired: [desired/**/*.yaml]

# The API key is read from POSTMAN_API_KEY. To read it from another variable:
# apiKey: { env: PM_STAGING_KEY }

# How many calls a run may spend, and how many it must leave for the rest of the month:
# budget: { maxCallsPerRun: 400, monthlyReserve: 20% }

# Refuse plans that delete or change more than this, or that would upload what seems to be a credential:
# guard: { delete: 0, change: 30%, secrets: refuse }

# Values that must not be written in files. Listing a secret here is the consent to upload it:
# secrets: { orders-token: { env: ORDERS_TOKEN } }

# Environment variables that desired files may use as \${env.NAME}; their values are shown and uploaded in clear:
# env: [API_HOST]

# Several workspaces from the same files: remove \`workspace:\` and name stacks instead.
# stacks:
#   staging:    { workspace: …, vars: { host: staging.example.com } }
#   production: { workspace: …, vars: { host: example.com } }
`;
}

export const exampleFile = `${modeline('../', 'desired')}
# What the workspace should contain. postform schema prints the JSON Schema of this file.
environments:
  example:
    name: Example
    values:
      baseUrl: https://api.example.com
      # token: { secret: orders-token }        # the name of a secret, never its value

# collections:
#   orders:
#     source: ../collections/orders.postman_collection.json   # exported from Postman, v2.1 or v2.0

# monitors:
#   orders-smoke:
#     name: Orders smoke
#     collection: collection.orders
#     environment: environment.example
#     schedule: { cron: "*/30 * * * *", timezone: UTC }
`;

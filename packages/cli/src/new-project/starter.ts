// Room: the starter, the texts of the files that `init` writes.
import { noWorkspace } from '../session/project.ts';

/** What must not be committed: locks, journals, evidence and copies are about one machine. */
export const ignoredPaths = [
  '.postform/*.lock*',
  '.postform/*.journal',
  '.postform/*.evidence*',
  '.postform/overwritten/',
  '.postform/shared/',
  '.postform/emulator/',
] as const;

export function projectFile(workspace: string | undefined): string {
  const todo = workspace === undefined ? '   # put the id of your workspace here, then run: postform init' : '';
  return `# The project: which workspace is kept equal to which files.
postform: 1
workspace: ${workspace ?? noWorkspace}${todo}
desired: [desired/**/*.yaml]

# The API key comes from POSTMAN_API_KEY. To take it from another variable:
# apiKey: { env: PM_STAGING_KEY }

# What a run may spend, and what it must leave of the month:
# budget: { maxCallsPerRun: 400, monthlyReserve: 20% }

# Plans that delete or change more than this are refused:
# guard: { delete: 0, change: 30% }

# Values that must not stand in files. Listing one here is the consent to upload it:
# secrets: { orders-token: { env: ORDERS_TOKEN } }

# Environment variables that desired files may read as \${env.NAME}; what they hold is shown and uploaded in clear:
# env: [API_HOST]

# Several workspaces from the same files: take \`workspace:\` out and name stacks.
# stacks:
#   staging:    { workspace: …, vars: { host: staging.example.com } }
#   production: { workspace: …, vars: { host: example.com } }
`;
}

export const exampleFile = `# What the workspace should hold. postform schema prints everything that may stand here.
environments:
  example:
    name: Example
    values:
      baseUrl: https://api.example.com
      # token: { secret: orders-token }        # a secret by name, never a value

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

// The rate topic: every body of a limit that the sources hold, and the switches under which the emulator gives it.
//
// Postman's document declares no 429 on the operations played here, so these are no scenarios of an operation: they are
// compared by rates.test.ts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { factsFolder } from '../../../../../tests/harness/needs.ts';
import type { EmulatorOptions } from '../../index.ts';
import type { Json, JsonObject } from '../../json/json.ts';

/** One body as a source has it. `limit` says which one is exceeded; `status` is 429 but for publishing. */
export interface DocumentedRefusal {
  readonly name: string;
  readonly limit: 'minute' | 'month' | 'publishing';
  readonly status: number;
  readonly switches: NonNullable<EmulatorOptions['switches']>;
  readonly body: Json;
}

/** Every body of the file; empty without POSTFORM_FACTS. */
export const documentedRefusals: readonly DocumentedRefusal[] = factsFolder
  ? refusalsOf(JSON.parse(readFileSync(join(factsFolder, 'examples', '_429-bodies.json'), 'utf8')) as JsonObject)
  : [];

/** Throws for a body that no row plays, so that a new one is not passed over. */
function refusalsOf(file: JsonObject): DocumentedRefusal[] {
  return Object.entries(file)
    .filter(([name]) => name !== 'sources_note')
    .flatMap(([name, body = null]) => refusalOf(name, body));
}

function refusalOf(name: string, body: Json): DocumentedRefusal[] {
  const minute = { name, limit: 'minute', status: 429 } as const;
  const month = { name, limit: 'month', status: 429 } as const;
  switch (name) {
    case 'spec_1_45_common429_problem_json':
      return (body as readonly JsonObject[]).map((one) => {
        const isOther = String(one['type']).endsWith('too-many-requests');
        return { ...minute, body: one, switches: { rateLimitBody: isOther ? 'too-many-requests' : 'problem' } };
      });
    case 'spec_1_45_prose_error_names':
      return [
        { ...minute, body: { error: { name: 'rateLimited' } }, switches: { rateLimitBody: 'named' } },
        { ...month, body: { error: { name: 'serviceLimitExhausted' } }, switches: { monthBody: 'name-only' } },
      ];
    case 'openapi_2022_prose_and_support_article':
      return [{ ...minute, body, switches: { rateLimitBody: 'old' } }];
    case 'openapi_2022_81_of_83_operations':
      return [{ ...minute, body, switches: { rateLimitBody: 'string' } }];
    case 'monthly_easy_api_test_fixture':
      return [{ ...month, body, switches: { monthBody: 'named' } }];
    case 'workspace_publish_limit_status_400':
      return [{ name, limit: 'publishing', status: 400, body, switches: { publicWorkspacesPerHour: 0 } }];
    default:
      throw new Error(`no switch is known that plays the body ${name}`);
  }
}

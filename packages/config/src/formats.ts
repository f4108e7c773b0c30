// Room: the formats of JSON Schema (email, uri, date-time …). The one file that imports ajv-formats.
import type { Ajv } from 'ajv';
import formats from 'ajv-formats';

export function addFormats(ajv: Ajv): void {
  formats.default(ajv);
}

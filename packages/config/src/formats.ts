// Room: the formats of JSON Schema (email, uri, date-time …). The one file that imports ajv-formats.
import formats from 'ajv-formats';

export function addFormats(ajv: Parameters<typeof formats.default>[0]): void {
  formats.default(ajv);
}

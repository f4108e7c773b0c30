// Renders the record of one resource, without its digests.
import type { Address, ResourceRecord } from '@postform/engine';
import { renderTable } from './table.ts';

export function renderRecord(address: Address, record: ResourceRecord, clean: <T>(data: T) => T): string {
  const { current } = record;
  const rows: [string, string][] =
    current === undefined
      ? []
      : [
          ['id', current.id],
          ['uid', current.uid],
          ...Object.entries(current.attributes).filter(([name]) => name !== 'id' && name !== 'uid'),
          ['leaves', String(Object.keys(current.baseline.sent).length)],
        ];
  if (record.dependsOn.length > 0) rows.push(['depends on', record.dependsOn.join(', ')]);
  if (record.protect) rows.push(['protected', 'yes']);
  if (current !== undefined && current.differences.length > 0)
    rows.push(['unexplained differences', current.differences.join(', ')]);
  for (const old of record.deposed) rows.push(['still to delete', old.id]);
  const body = renderTable(clean(rows).map(([key, value]) => [`  ${key}`, value]));
  return `${clean(address)}\n${body}`;
}

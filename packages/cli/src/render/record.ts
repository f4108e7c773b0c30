// Room: records, what the state remembers of one object, for people. Digests are left out: they say nothing to anybody.
import type { Address, Recorded } from '@postform/engine';
import { renderTable } from './table.ts';

export function renderRecord(address: Address, record: Recorded, clean: <T>(data: T) => T): string {
  const rows: [string, string][] = [
    ['id', record.id],
    ['uid', record.uid],
    ...Object.entries(record.attributes).filter(([name]) => name !== 'id' && name !== 'uid'),
    ['leaves', String(Object.keys(record.base.sent).length)],
  ];
  if (record.dependsOn.length > 0) rows.push(['depends on', record.dependsOn.join(', ')]);
  if (record.protect) rows.push(['protected', 'yes']);
  if (record.residues.length > 0) rows.push(['residues', record.residues.join(', ')]);
  for (const old of record.deposed ?? []) rows.push(['still to delete', old.id]);
  const body = renderTable(clean(rows).map(([key, value]) => [`  ${key}`, value]));
  return `${clean(address)}\n${body}`;
}

import { it } from 'vitest';
import { makeLab } from '../testing/lab.ts';
import { sameEnvironment, sameMeaning } from '../testing/meaning.ts';
import { realFiles } from '../testing/meaning-corpus.ts';
it('scratch', { timeout: 300000 }, async () => {
  const lab = await makeLab();
  const t0 = Date.now(); const lap = (s: string) => console.log(s, Date.now() - t0);
  const authored: any[] = []; const bad: string[] = [];
  const all = [...realFiles('collections').map((f) => ({ ...f, kind: 'collection' })), ...realFiles('environments').map((f) => ({ ...f, kind: 'environment' }))];
  all.forEach((f, n) => {
    const a = { address: `${f.kind}.f${n}`, written: { source: 's.json' }, sources: { 's.json': f.content } };
    try { lab.desired([a as any]); authored.push(a); } catch (e: any) { bad.push(f.name + ': ' + e.message); }
  });
  console.log('BAD', bad);
  lap('parsed');
  const r = await lab.apply(authored);
  lap('applied');
  console.log(JSON.stringify(r, null, 1).slice(0, 1500));
  const p = await lab.plan(authored);
  lap('planned');
  for (const c of p.plan.changes) if (c.action !== 'noop' || c.reason !== 'in-sync' || c.residues.length) console.log(c.address, all[+c.address.split('.f')[1]!]!.name, c.action, c.reason, c.residues.slice(0, 5), c.moved, c.lines.slice(0, 5));
  const state = await lab.store.load();
  for (const a of authored) {
    const rec = state!.resources[a.address]!;
    const f = all[+a.address.split('.f')[1]!]!;
    if (!rec) { console.log('no record', f.name); continue; }
    const got = await lab.fetchApi(`/${f.kind}s/${rec.uid ?? rec.id}`);
    const d = f.kind === 'collection' ? sameMeaning(f.content, got) : sameEnvironment(f.content, got);
    if (d.length) console.log(f.name, d.length, d.slice(0, 8));
  }
  lap('compared');
  await lab.close();
});

// Makes resources of the corpus, reads what the server holds of them, and changes one safe thing in each file.
import { ownFiles } from '../corpus.ts';
import type { Authored, Harness } from '../harness.ts';
import { type CorpusContent, corpusContents } from './contents.ts';
import { tolerancesOfUpdatedEnvironments } from './environment.ts';
import { isObject, type Json, type JsonObject } from './grammar.ts';
import { sameEnvironment, sameMeaning } from './meaning.ts';
import { chance, mutated, type Site, sitesIn } from './mutation.ts';

export interface Subject extends CorpusContent {
  readonly kind: 'collection' | 'environment';
  readonly address: string;
}

/** Every file of the corpus under an address of its own; of the real ones, each `nth` beginning with the one at `from`. */
export function subjects(nth = 1, from = 0): readonly Subject[] {
  const of = (kind: Subject['kind'], files: readonly CorpusContent[]): readonly Subject[] => {
    const own = ownFiles(`${kind}s`).length;
    return files
      .map((file, index) => ({ ...file, kind, address: `${kind}.file-${index}` }))
      .filter((_, index) => index < own || (index - own) % nth === from % nth);
  };
  return [...of('collection', corpusContents('collections')), ...of('environment', corpusContents('environments'))];
}

export function authored({ address, content }: Subject): Authored {
  return { address, written: { source: 'source.json' }, sources: { 'source.json': content as never } };
}

/** Reads the bodies of GET for the objects of addresses, straight over HTTP, as they are recorded now. */
export async function reader(
  harness: Harness,
): Promise<(subject: Pick<Subject, 'address' | 'kind'>) => Promise<JsonObject>> {
  const resources = (await harness.store.load())?.resources ?? {};
  return async ({ address, kind }) => {
    const current = resources[address]?.current;
    if (current === undefined) throw new Error(`nothing is recorded for ${address}`);
    return (await harness.fetchApi(`/${kind}s/${current.id}`)) as JsonObject;
  };
}

/** Differences between the file and the body. `updated`: the object was there before the file was as it is now. */
export function evaluations({ kind, content }: Subject, body: JsonObject, updated: boolean): readonly string[] {
  if (kind === 'collection') return sameMeaning(content, body);
  return updated ? sameEnvironment(content, body, tolerancesOfUpdatedEnvironments) : sameEnvironment(content, body);
}

/** What people change most, and what keeps any file valid: sort and key of the node. */
const SAFE: ReadonlySet<string> = new Set([
  'body raw',
  'description content',
  'example body',
  'example code',
  'example name',
  'folder description',
  'folder item',
  'folder name',
  'formdata value',
  'header key',
  'header value',
  'info description',
  'info name',
  'item description',
  'item name',
  'query key',
  'query value',
  'request description',
  'request header',
  'request method',
  'script exec',
  'url query',
  'url raw',
  'urlencoded value',
  'value key',
  'value value',
  'variable value',
]);

export interface Changed {
  readonly subject: Subject;
  readonly site: Site;
}

/** The subject with one safe thing changed; sorts of changes are equally likely. Undefined where nothing can be. */
export function withOneChange(subject: Subject, seed: number): Changed | undefined {
  const random = chance(seed);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const sites = sitesIn(subject.kind, subject.content).filter(
    (site) => isSafe(site) && !isBlank(site, subject.content),
  );
  const classOf = ({ sort, key, operation }: Site): string => `${sort} ${key} ${operation}`;
  const chosen = pick([...new Set(sites.map(classOf))]);
  const site = pick(sites.filter((one) => classOf(one) === chosen));
  return site && { site, subject: { ...subject, content: mutated(subject.content, site) } };
}

function isSafe({ sort, key, operation, path }: Site): boolean {
  const isEntry = typeof path.at(-1) === 'number';
  return SAFE.has(`${sort} ${key}`) && (isEntry || operation === 'change');
}

/** A blank script says the same with one blank line more or less. */
function isBlank({ key, operation, path }: Site, content: Json): boolean {
  if (key !== 'exec' || operation === 'change') return false;
  const lines = nodeAt(content, path.slice(0, -1));
  return Array.isArray(lines) && lines.every((line) => typeof line === 'string' && line.trim() === '');
}

/** Name by id of each folder, request and example of a fetched collection, in order; empty for environments. */
export function namesById(body: JsonObject): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const visit = (nodes: Json | undefined): void => {
    for (const node of Array.isArray(nodes) ? nodes.filter(isObject) : []) {
      names.set(String(node['id']), String(node['name'] ?? ''));
      visit(node['item']);
      visit(node['response']);
    }
  };
  const { collection } = body;
  if (isObject(collection)) visit(collection['item']);
  return names;
}

/** How many folders, requests and examples lie at a site, itself included; 0 where it is inside one of these. */
export function partsAt(content: Json, { path, key }: Site): number {
  const isPart = (key === 'item' || key === 'response') && typeof path.at(-1) === 'number';
  return isPart ? countParts(nodeAt(content, path)) : 0;
}

function nodeAt(content: Json, path: Site['path']): Json {
  return path.reduce<Json>((node, step) => (node as never)[step] as Json, content);
}

function countParts(part: Json): number {
  const { item, response } = isObject(part) ? part : {};
  const cli = [item, response].flatMap((list) => (Array.isArray(list) ? list : []));
  return cli.reduce<number>((sum, one) => sum + countParts(one), 1);
}

// Law 9 on every command of the table, on its error paths, too: no byte of any output or file holds a secret.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canaries, formsOf } from '../harness/canaries.ts';
import { everyCommand, linesOf } from '../harness/every-command.ts';
import { type InProcessCli, makeInProcessCli } from '../harness/in-process-cli.ts';

const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

/** Secrets by where they come from. */
const secrets = {
  apiKey: `PM${'AK'}-${'0c'.repeat(12)}-canary`,
  fingerprintKey: 'fingerprint-canary-27',
  storePassword: 'store-canary/pa$$ 3',
  proxyPassword: 'proxy-canary-84',
  ...canaries,
  bearer: 'bearer-canary-5e21',
  basic: 'basic:canary=pass',
  apikeyAuth: 'apikey-canary-31',
  header: 'xkey-canary-77aa',
  cookie: 'cookie-canary-9f',
  maskedByHand: 'masked-canary-62b0',
  authByHand: 'live-bearer-canary-8d',
} as const;
const forms = Object.values(secrets).flatMap(formsOf);
const pair = (key: string, value: string) => ({ key, value });

const source = {
  info: { name: 'C', schema: SCHEMA },
  auth: { type: 'bearer', bearer: [pair('token', secrets.bearer)] },
  item: [
    {
      name: 'List',
      request: {
        method: 'GET',
        url: 'https://example.com/list',
        auth: { type: 'apikey', apikey: [pair('key', 'X-Odd'), pair('value', secrets.apikeyAuth)] },
        header: [
          pair('Authorization', `Basic ${Buffer.from(`user:${secrets.basic}`).toString('base64')}`),
          pair('X-API-Key', secrets.header),
          pair('Cookie', `session=${secrets.cookie}; theme=light`),
        ],
      },
    },
  ],
};
const project = (workspace: string) => `postform: 1
workspace: ${workspace}
desired: [desired/**/*.yaml]
secrets: { token: { env: TOKEN }, password: { env: PASSWORD }, pem: { env: PEM }, pin: { env: PIN } }
`;
const desired = `collections: { c: { source: ../c.json, variables: { v: { secret: pin } } } }
environments:
  e:
    name: E
    values: { a: { secret: token }, b: { secret: password }, c: { secret: pem }, d: { secret: pin }, plain: '1' }
`;
/** A server that says everything back that it was told. */
function everything({ storePassword: _, maskedByHand: _masked, authByHand: _auth, ...sent }: typeof secrets) {
  return {
    error: {
      name: `refused ${secrets.pin}`,
      message: `${'x'.repeat(200)} ${secrets.token} ${encodeURIComponent(secrets.password)}`,
      details: { basic: btoa(`user:${secrets.apiKey}`), again: JSON.stringify(sent), sent },
    },
  };
}

let cli: InProcessCli;

async function open(): Promise<void> {
  cli = await makeInProcessCli({ apiKey: secrets.apiKey });
  const url = new URL('http://proxy:x@127.0.0.1:1');
  url.password = secrets.proxyPassword;
  Object.assign(cli.env, {
    TOKEN: canaries.token,
    PASSWORD: canaries.password,
    PEM: canaries.pem,
    PIN: canaries.pin,
    POSTFORM_FINGERPRINT_KEY: secrets.fingerprintKey,
    POSTFORM_DEBUG: '1',
    HTTPS_PROXY: url.href,
  });
  cli.write({
    'postform.yaml': project(cli.emulator.workspace),
    'desired/all.yaml': desired,
    'c.json': JSON.stringify(source),
  });
  await cli.run(['apply', '--auto-approve']);
  await cli.run(['plan', '-o', 'plan.json']);
}

async function changeByHand(): Promise<void> {
  const id = async (address: string) => (await cli.run(['output', `${address}.id`])).out.trim();
  const masked = { key: 'new', value: secrets.maskedByHand, type: 'secret', enabled: true };
  const e = { '/name': `by hand ${canaries.pin}`, '/values/5': masked };
  await cli.control('edit', { kind: 'environment', id: await id('environment.e'), set: e });
  const auth = { type: 'bearer', bearer: [{ ...pair('token', secrets.authByHand), type: 'string' }] };
  const c = { '/auth': auth, '/info/description': `told by hand: ${canaries.token}, ${secrets.basic}` };
  await cli.control('edit', { kind: 'collection', id: await id('collection.c'), set: c });
}

const refuse = (on: object, status: number) =>
  cli.control('faults', { faults: [{ on, do: { kind: 'status', status, body: everything(secrets) } }] });
const change = () => cli.write({ 'desired/all.yaml': desired.replace("plain: '1'", "plain: '2'") });

/** States of affairs: in each, every command is run. */
const worlds: Readonly<Record<string, () => Promise<unknown>>> = {
  'everything is applied, and was changed by hand': changeByHand,
  'the server says everything back': async () => {
    change();
    return refuse({}, 400);
  },
  'the server says back what is written': async () => {
    await changeByHand();
    change();
    return refuse({ path: '^/(environments|collections)/.', method: 'PUT' }, 403);
  },
  'the files are broken': async () => {
    const auth = { ...source.auth, type: secrets.bearer };
    cli.write({
      'c.json': JSON.stringify({ ...source, auth }),
      'desired/all.yaml': `${desired}monitors: { m: { name: 1, odd: "${canaries.pin}", collection: ${canaries.pin} } }\n`,
    });
  },
  'the store is a Redis that is not there': async () => {
    cli.env['POSTFORM_BUDGET_STORE'] = `redis://me:${encodeURIComponent(secrets.storePassword)}@127.0.0.1:1/0`;
  },
};

function leaksIn(path: string, text: string): readonly string[] {
  return forms.filter((form) => text.includes(form)).map((form) => `${path}: ${form} in ${text.slice(0, 3000)}`);
}

describe.each(Object.entries(worlds))('where %s', (_what, make) => {
  beforeAll(async () => {
    await open();
    await make();
  });
  afterAll(async () => cli.close());

  it.each(everyCommand.map((row) => [row.name, row] as const))('%s', async (_name, row) => {
    const lines = linesOf(row, `odd.${canaries.token} ${secrets.apiKey}`);
    const argvs = lines.flatMap((line) => [line, [...line, '--json']]);
    for (const argv of [...argvs, [...lines[0]!, '--stack', canaries.pin]]) {
      const { out, err } = await cli.run(argv);
      expect(leaksIn(argv.join(' '), out + err)).toEqual([]);
    }
    const written = cli.files((path) => /^(c\.json|postform\.yaml|desired\/)/.test(path));
    expect(written.flatMap(({ path, text }) => leaksIn(path, text))).toEqual([]);
  });
});

it('the import of a whole workspace tells no secret that it reads there', async () => {
  await open();
  await changeByHand();
  const { workspace } = cli.emulator;
  const { exit, out, err } = await cli.run(['import', '--workspace', workspace, '--all', '--out', 'taken']);
  expect([exit, leaksIn('import', out + err)]).toEqual([0, []]);
  await cli.close();
});

it('a restore lists, shows and writes no secret and no mask of what it puts back', async () => {
  await open();
  await changeByHand();
  const idOf = async (address: string) => (await cli.run(['output', `${address}.id`])).out.trim();
  const [e, c] = [await idOf('environment.e'), await idOf('collection.c')];
  await cli.control('edit', { kind: 'environment', id: e, set: { '/values/4/value': 'plain by hand' } });
  await cli.control('edit', { kind: 'collection', id: c, set: { '/item/0/name': 'plain by hand' } });
  await cli.run(['apply', '--auto-approve', '--overwrite-remote']);
  const list = await cli.run(['restore', '--json']);
  const kept = list.out.split('\n').flatMap((line) => (line.includes('"backup"') ? [JSON.parse(line).path] : []));
  expect(kept).toHaveLength(2);
  for (const path of kept) {
    const { exit, out, err } = await cli.run(['restore', path, '--auto-approve']);
    expect([exit, leaksIn('restore', list.out + out + err)]).toEqual([0, []]);
  }
  const written = cli.files((path) => /^(c\.json|postform\.yaml|desired\/)/.test(path));
  expect(written.flatMap(({ path, text }) => leaksIn(path, text))).toEqual([]);
  for (const path of [`environments/${e}`, `collections/${c}`]) {
    const headers = { 'x-api-key': secrets.apiKey };
    const live = await (await fetch(`${cli.emulator.url}/${path}`, { headers })).text();
    expect(live).toContain('plain by hand');
    expect(live).not.toMatch(/\(hidden|\*\*\*/);
  }
  await cli.close();
});

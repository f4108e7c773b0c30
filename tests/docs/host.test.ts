// What the host of the repository reads is what it understands: workflows, issue forms, and the recipe of the container.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { chooserSchema, issueFormSchema } from './issue-form-schema.ts';
import { root, textOf } from './pages.ts';
import { loadWorkflowParser } from './workflow-parser.ts';

const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await loadWorkflowParser();

const workflowPaths = [
  ...readdirSync(join(root, '.github/workflows')).map((name) => `.github/workflows/${name}`),
  'examples/ci/github-actions.yml',
];

/** What the parser of GitHub finds wrong. */
async function mistakesIn(path: string, content = textOf(path)): Promise<readonly string[]> {
  const { context, value } = parseWorkflow({ name: path, content }, new NoOperationTraceWriter());
  if (value !== undefined) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
}

describe('the workflows', () => {
  it.each(workflowPaths)('%s is one', async (path) => {
    expect(await mistakesIn(path)).toEqual([]);
  });

  it('would be refused with a mistake in them', async () => {
    const text = textOf('.github/workflows/release.yml');
    expect(await mistakesIn('release.yml', text.replace('id-token: write', 'id-token: publish'))).not.toEqual([]);
    expect(await mistakesIn('release.yml', text.replace('needs: build', 'needs: nobody'))).not.toEqual([]);
  });

  it.each(workflowPaths)('%s runs only scripts that there are, and gives no job more than it needs', (path) => {
    const { scripts } = JSON.parse(textOf('package.json'));
    const text = textOf(path);
    for (const [, name] of text.matchAll(/npm run ([\w:]+)/g)) expect(Object.keys(scripts)).toContain(name);
    expect(parse(text).permissions).toEqual(path.startsWith('examples') ? { contents: 'write' } : { contents: 'read' });
  });

  it('publish without a token, from one job that may ask for an identity and nothing else', () => {
    const text = textOf('.github/workflows/release.yml');
    const { jobs } = parse(text);
    expect(text).not.toMatch(/secrets\.|NODE_AUTH_TOKEN/);
    expect(jobs.publish.permissions).toEqual({ 'id-token': 'write' });
    expect(jobs.publish.steps.at(-1).run).toContain('npm publish --provenance');
    expect(jobs.publish.needs).toBe('build');
    expect(jobs.build.steps.map(({ run }: { run?: string }) => run)).toEqual(
      expect.arrayContaining(['npm test', 'npm run pack:check', 'npm run binary']),
    );
  });
});

describe('the issue forms', () => {
  const validate = new Ajv({ allErrors: true }).compile(issueFormSchema);
  const folder = '.github/ISSUE_TEMPLATE';
  const forms = readdirSync(join(root, folder)).filter((name) => name !== 'config.yml');

  it.each(forms)('%s is one, and asks for each thing once', (name) => {
    const form = parse(textOf(`${folder}/${name}`));
    validate(form);
    expect(validate.errors ?? []).toEqual([]);
    const ids = form.body.flatMap(({ id }: { id?: string }) => (id === undefined ? [] : [id]));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('would be refused with a word that GitHub does not know', () => {
    const form = parse(textOf(`${folder}/bug.yml`));
    expect(validate({ ...form, colour: 'red' })).toBe(false);
    expect(validate({ ...form, body: [{ ...form.body[1], type: 'text' }] })).toBe(false);
  });

  it('send weaknesses to the private form of this repository', () => {
    const config = parse(textOf(`${folder}/config.yml`));
    expect(new Ajv().validate(chooserSchema, config)).toBe(true);
    const { repository } = JSON.parse(textOf('package.json'));
    const home = repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
    expect(config.contact_links[0].url).toBe(`${home}/security/advisories/new`);
    expect(textOf('SECURITY.md')).toContain(`(${config.contact_links[0].url})`);
  });
});

it('the container runs the packed package as a user without rights', () => {
  const steps = textOf('Containerfile')
    .replaceAll('\\\n', '')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  expect(steps[0]).toBe('FROM node:22-slim');
  const words = steps.map((line) => line.split(' ')[0]);
  expect(words.indexOf('USER')).toBeGreaterThan(words.lastIndexOf('RUN'));
  expect(steps).toContain('USER node');
  expect(steps).toContain('ENTRYPOINT ["postform"]');
});

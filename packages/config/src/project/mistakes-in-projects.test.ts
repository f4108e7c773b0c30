// Each mistake in a project file is reported at its place, with what would be right.
import { describe, expect, it } from 'vitest';
import { diagnosticsOf } from '../testing/diagnostics.ts';
import type { Tree } from '../testing/memory-disk.ts';

const STACKS = 'stacks: { staging: { workspace: b }, production: { workspace: c } }\n';

function project(text: string): Tree {
  return { 'postform.yaml': text, 'd/a.yaml': 'boards: {}' };
}

describe('What is wrong with projects', () => {
  it('no project file', () => {
    expect(diagnosticsOf({ 'd/x': '' })).toEqual([
      'D_PROJECT_NOT_FOUND no postform.yaml, postform.yml, postform.json in /project/d or above it → run "postform init", or name the folder with -C',
    ]);
  });
  it('a folder that does not exist, even where a project lies above it', () => {
    expect(
      diagnosticsOf(project('postform: 1\nworkspace: a\ndesired: [d/*.yaml]\n'), { dir: '/project/gone' }),
    ).toEqual(['D_FOLDER_MISSING the folder /project/gone does not exist → name the folder of a project with -C']);
  });
  it('two project files side by side, as a warning', () => {
    const text = 'postform: 1\nworkspace: a\ndesired: [d/*.yaml]\n';
    expect(diagnosticsOf({ ...project(text), 'postform.json': '{}', 'postform.yml': text })).toEqual([
      'postform.json:1:1 warning D_PROJECT_TWICE postform.json is ignored, because postform.yaml is in the same folder → keep one of the two',
      'postform.yml:1:1 warning D_PROJECT_TWICE postform.yml is ignored, because postform.yaml is in the same folder → keep one of the two',
    ]);
  });
  it('an empty project file', () => {
    expect(diagnosticsOf({ 'postform.yaml': '', 'd/x': '' })).toEqual([
      'postform.yaml:1:1 D_FILE_EMPTY the project file is empty → begin with "postform: 1"',
    ]);
  });
  it('every wrong setting at once', () => {
    expect(
      diagnosticsOf(
        project(
          `postform: 2\ndesird: []\nworkspace: "\${env.X}"\nbudget: { maxCallsPerRun: 0, monthlyReserve: 120%, maxDuration: soon, wait: often, store: memcached }\nsettle: { time: 10, mode: fast }\nstate: { backend: s3 }\nguard: { delete: { board: 1, lam: 2 } }\nsecrets: [x]\nvars: { a: [1], "b c": x }\n`,
        ),
      ),
    ).toEqual([
      'postform.yaml:1:11 D_WRONG_VALUE "postform" is 2 → write 1',
      'postform.yaml:2:1 D_UNKNOWN_KEY unknown key "desird" → did you mean "desired"?',
      `postform.yaml:3:12 D_WRONG_VALUE "workspace" is "\${env.X}", which does not have the right form → \${…} is understood in desired files only. Id of the workspace: the id in its settings in Postman, not its name. For example: 1f0df51a-8658-4ee8-a2a1-d2567dfa09a9`,
      'postform.yaml:4:27 D_WRONG_VALUE "maxCallsPerRun" must be >= 1, found a number 0 → Most calls that one run may send. At least 1. For example: 400',
      'postform.yaml:4:46 D_WRONG_VALUE "monthlyReserve" is "120%", which does not have the right form → A number such as 30 without quotes, or a percentage such as 20%. For example: 20%',
      'postform.yaml:4:65 D_WRONG_VALUE "maxDuration" is "soon", which does not have the right form → How long one run may take: no call is sent after it. For example: 15m',
      'postform.yaml:4:77 D_WRONG_TYPE "wait" must be true or false, found a text "often" → true: a run sleeps until a used-up limit opens again. For example: true',
      'postform.yaml:4:91 D_WRONG_VALUE "store" is "memcached", which does not have the right form → Where runs of one user share limits and the month. For example: redis://redis.example.com:6379',
      'postform.yaml:5:17 D_WRONG_TYPE "time" must be a text, found a number 10 → How long the lists of the API may lag behind a write. For example: 10s',
      'postform.yaml:5:27 D_WRONG_VALUE "mode" is "fast" → One of: readback, lazy',
      'postform.yaml:6:19 D_WRONG_VALUE "backend" is "s3" → One of: file',
      'postform.yaml:7:30 D_UNKNOWN_KEY unknown key "lam" → did you mean "lamp"?',
      'postform.yaml:8:10 D_WRONG_TYPE "secrets" must be a map, found a list of 1 → Secrets that desired files may use as { secret: NAME }.',
      'postform.yaml:9:12 D_WRONG_TYPE "a" must be a text, a number, true or false or a map, found a list of 1 → A text, or { env: NAME } for the value of an environment variable.',
      'postform.yaml:9:17 D_NAME "b c" cannot be a name here → Letters, digits, _ and -.',
    ]);
  });
  it('both a workspace and stacks', () => {
    expect(
      diagnosticsOf(project('postform: 1\ndesired: [d/*.yaml]\nworkspace: a\nstacks: { x: { workspace: b } }\n')),
    ).toEqual([
      'postform.yaml:3:1 D_WRONG_VALUE "workspace" and "stacks" exclude each other → move the workspace into one of the stacks',
    ]);
  });
  it('neither a workspace nor stacks', () => {
    expect(diagnosticsOf(project('postform: 1\ndesired: [d/*.yaml]\n'))).toEqual([
      'postform.yaml:1:1 D_MISSING_FIELD the project names no workspace → add "workspace: ID", or "stacks:" for several',
    ]);
  });
  it('several stacks and none named', () => {
    expect(diagnosticsOf(project(`postform: 1\ndesired: [d/*.yaml]\n${STACKS}`))).toEqual([
      'postform.yaml:3:1 D_STACK_NEEDED the project has 2 stacks → name one with --stack: staging, production',
    ]);
  });
  it('a stack that does not exist', () => {
    expect(diagnosticsOf(project(`postform: 1\ndesired: [d/*.yaml]\n${STACKS}`), { stack: 'stagng' })).toEqual([
      'postform.yaml:3:1 D_STACK_UNKNOWN the project has no stack "stagng" → did you mean "staging"?',
    ]);
  });
  it('one state file for several stacks', () => {
    expect(diagnosticsOf(project(`postform: 1\ndesired: [d/*.yaml]\n${STACKS}state: { path: x }\n`))).toEqual([
      'postform.yaml:3:1 D_STACK_NEEDED the project has 2 stacks → name one with --stack: staging, production',
      'postform.yaml:4:10 D_WRONG_VALUE one state file cannot serve several stacks → write "state: { path: … }" in each stack, or leave it out',
    ]);
  });
  it.each(['/abs/x.state', '../x.state', 'a/../../x.state', '.'])('a state file out of the project: %s', (path) => {
    const text = `postform: 1\nworkspace: a\nstate: { path: ${path} }\ndesired: [d/*.yaml]\n`;
    expect(diagnosticsOf(project(text))).toEqual([
      expect.stringMatching(/^postform.yaml:3:16 D_FILE_OUTSIDE the state file ".*" lies outside the project/),
    ]);
    const stacks = `postform: 1\nstacks: { one: { workspace: a, state: { path: ${path} } } }\ndesired: [d/*.yaml]\n`;
    expect(diagnosticsOf(project(stacks))).toEqual([expect.stringContaining('postform.yaml:2:47 D_FILE_OUTSIDE')]);
  });
  it('globs that name nothing or lead out of the project', () => {
    expect(
      diagnosticsOf(
        project('postform: 1\nworkspace: a\ndesired: [d/*.yaml, e/*.yaml, f.yaml, ../x.yaml, /abs/*.yaml, "d/{a"]\n'),
      ),
    ).toEqual([
      'postform.yaml:3:21 warning D_GLOB_EMPTY "e/*.yaml" names no file → correct the pattern, or remove it',
      'postform.yaml:3:31 D_GLOB_EMPTY "f.yaml" names no file → correct the pattern, or remove it',
      'postform.yaml:3:39 D_GLOB_FORM "../x.yaml" points outside the project → name files below the project file, relative to it',
      'postform.yaml:3:50 D_GLOB_FORM "/abs/*.yaml" points outside the project → name files below the project file, relative to it',
      'postform.yaml:3:63 D_GLOB_EMPTY "d/{a" names no file → correct the pattern, or remove it',
    ]);
  });
  it('the name of a workspace in place of its id', () => {
    expect(diagnosticsOf(project('postform: 1\nworkspace: My Workspace\ndesired: [d/*.yaml]\n'))).toEqual([
      'postform.yaml:2:12 D_WRONG_VALUE "workspace" is "My Workspace", which does not have the right form → Id of the workspace: the id in its settings in Postman, not its name. For example: 1f0df51a-8658-4ee8-a2a1-d2567dfa09a9',
    ]);
  });
  it('mistakes of desired files beside those of the project', () => {
    expect(
      diagnosticsOf({ 'postform.yaml': 'postform: 1\ndesired: [d/*.yaml]\n', 'd/a.yaml': 'boards: { b: { nam: x } }' }),
    ).toEqual([
      'd/a.yaml:1:16 D_UNKNOWN_KEY unknown key "nam" → did you mean "name"?',
      'postform.yaml:1:1 D_MISSING_FIELD the project names no workspace → add "workspace: ID", or "stacks:" for several',
    ]);
  });
});

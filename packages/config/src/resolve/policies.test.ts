// Paths of policies are checked against the parts of a kind.
import { describe, expect, it } from 'vitest';
import { desired, diagnosticsOf } from '../testing/diagnostics.ts';

const board = (lifecycle: string) =>
  diagnosticsOf(
    desired(`boards:\n  b:\n    name: B\n    notes: { token: x, "a/b": y }\n    lifecycle: ${lifecycle}\n`),
  );
const lamp = (lifecycle: string) =>
  diagnosticsOf(desired(`lamps:\n  l: { name: L, board: { uid: u }, delay: 5, lifecycle: ${lifecycle} }\n`));

describe('A path of a policy', () => {
  it.each(['/notes/token', '/notes/*', '/notes', '/name', '/*', '', '/notes/a~1b', '/*/token'])(
    'that matches something is fine: %j',
    (path) => {
      expect(board(`{ ignore: ["${path}"], drift: [{ at: "${path}", policy: keep }] }`)).toEqual([]);
    },
  );

  it.each([
    ['/note/token', 'is no part of a board that Postform compares → did you mean /notes/token?'],
    ['/nam', 'is no part of a board that Postform compares → did you mean /name?'],
    ['/source', 'is no part of a board that Postform compares → postform schema leaves board lists the paths'],
    ['/notes/token/value', 'is compared as a whole → write /notes/token;'],
    ['/name/x', 'is compared as a whole → write /name;'],
    ['/constructor', 'is no part of a board that Postform compares'],
    ['/*/*/*', 'is no part of a board that Postform compares'],
  ])('that no leaf of the kind can have is refused, at its place: %j', (path, words) => {
    for (const [lifecycle, column] of [
      [`{ ignore: ["${path}"] }`, 27],
      [`{ drift: [{ at: "${path}", policy: stop }] }`, 32],
    ] as const) {
      const [line = '', ...more] = board(lifecycle);
      expect([line, more]).toEqual([expect.stringContaining(`d/a.yaml:5:${column} D_POLICY_PATH "${path}"`), []]);
      expect(line).toContain(words);
    }
  });

  it('that matches nothing here is reported, with the name that may be meant', () => {
    expect(board('{ ignore: [/notes/tokn, /notes/other] }')).toEqual([
      'd/a.yaml:5:27 warning D_POLICY_UNMATCHED "/notes/tokn" matches nothing that board.b declares → did you mean /notes/token? It applies only to what somebody adds by hand under this name; postform schema leaves board lists the paths',
      expect.stringMatching(/^d\/a.yaml:5:40 warning D_POLICY_UNMATCHED "\/notes\/other"/),
    ]);
  });

  it('that names a field of the kind is no slip, whether the field is written or not', () => {
    expect(lamp('{ ignore: [/schedule/cron, /color] }')).toEqual([]);
    expect(lamp('{ ignore: [/schedule/corn] }')[0]).toContain('did you mean /schedule/cron?');
  });
});

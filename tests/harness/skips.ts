// Says at the end of a run which tests were skipped and why; where everything is demanded, a skipped test fails the run.
import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** What a reason in a name means: `(needs …)`. */
const REASONS: Readonly<Record<string, string>> = {
  POSTFORM_FACTS: "POSTFORM_FACTS: set it to a folder with Postman's OpenAPI document, examples and schemas",
  POSTFORM_CORPUS: 'POSTFORM_CORPUS: set it to a folder of real Postman files (docs/corpus.md)',
};

export interface Skipped {
  readonly name: string;
  readonly file: string;
}

/** CI and POSTFORM_REQUIRE_ALL demand that every test runs. */
export function isAllDemanded(env: Readonly<Record<string, string | undefined>>): boolean {
  return [env['CI'], env['POSTFORM_REQUIRE_ALL']].some((value) => value !== undefined && !/^(|0|false)$/i.test(value));
}

/** One line a reason with the number of tests and their files; none where nothing was skipped. */
export function linesOf(skipped: readonly Skipped[]): readonly string[] {
  const byReason = new Map<string, Skipped[]>();
  for (const one of skipped) {
    const reason = /\(needs ([^)]+)\)/.exec(one.name)?.[1];
    const text = reason === undefined ? 'NO REASON GIVEN' : `needs ${REASONS[reason] ?? reason}`;
    byReason.set(text, [...(byReason.get(text) ?? []), one]);
  }
  return [...byReason].map(([reason, tests]) => {
    const files = [...new Set(tests.map(({ file }) => file))];
    const shown = files.slice(0, 4).join(', ') + (files.length > 4 ? ` and ${files.length - 4} more files` : '');
    const such = reason === 'NO REASON GIVEN' ? `, such as "${tests[0]?.name}"` : '';
    return `  ${tests.length} ${tests.length === 1 ? 'test' : 'tests'}: ${reason}${such}\n    in ${shown}`;
  });
}

/**
 * The reporter. A run that was narrowed to some tests by name (`-t`) says nothing: there everything else is skipped.
 */
export function skipReporter(isNarrowed: boolean, env: Readonly<Record<string, string | undefined>>): Reporter {
  return {
    onTestRunEnd(modules) {
      if (isNarrowed) return;
      const skipped = modules.flatMap(skippedIn);
      if (skipped.length === 0) return;
      const demanded = isAllDemanded(env);
      const head = demanded
        ? `FAILED: ${skipped.length} tests did not run, and CI or POSTFORM_REQUIRE_ALL demands all of them:`
        : `${skipped.length} tests did not run:`;
      process.stderr.write(`\n${[head, ...linesOf(skipped)].join('\n')}\n`);
      if (demanded) process.exitCode = 1;
    },
  };
}

function skippedIn(module: TestModule): readonly Skipped[] {
  const file = module.relativeModuleId;
  const tests: TestCase[] = [...module.children.allTests('skipped')];
  return tests.map((test) => ({ name: reasonOf(test) ?? test.fullName, file }));
}

/** A note of `context.skip('(needs …)')` counts as the name does. */
function reasonOf(test: TestCase): string | undefined {
  const result = test.result();
  return result.state === 'skipped' ? result.note : undefined;
}

// The parser of workflows that GitHub publishes. It imports JSON in a way that only bundlers understand, so it is bundled.
import { build } from 'esbuild';

type Parser = typeof import('@actions/workflow-parser');

export async function loadWorkflowParser(): Promise<Parser> {
  const { outputFiles } = await build({
    entryPoints: ['@actions/workflow-parser'],
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
    // A dependency of it requires modules of Node.
    banner: {
      js: `import { createRequire } from 'node:module'; const require = createRequire(${JSON.stringify(import.meta.url)});`,
    },
  });
  const code = Buffer.from(outputFiles[0]!.contents).toString('base64');
  return import(/* @vite-ignore */ `data:text/javascript;base64,${code}`) as Promise<Parser>;
}

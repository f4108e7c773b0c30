// Compiles a small program of somebody who uses the package, as strictly as TypeScript can.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PROGRAM = `import { exitMeanings } from 'postform';
import { type Emulator, startEmulator } from 'postform/emulator';
import { AppError, type Kind, memoryPorts, type Plan, summaryOf } from 'postform/engine';
import { kinds } from 'postform/kinds';

export const names: readonly string[] = kinds.map((kind: Kind) => kind.name);
export const meaning: string = exitMeanings[0];
export const emulator: Promise<Emulator> = startEmulator({ limits: 'off' });
export const ports = memoryPorts;
export const isOurs = (error: unknown): boolean => error instanceof AppError && error.code.startsWith('E_');
export const summary = (plan: Plan): unknown => summaryOf(plan);
// @ts-expect-error: no kind is a number
export const wrong: number = kinds[0];
`;

const OPTIONS = {
  compilerOptions: {
    module: 'nodenext',
    moduleResolution: 'nodenext',
    target: 'es2023',
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    types: [],
    noEmit: true,
  },
  files: ['program.ts'],
};

/** `place`: a folder in which the package is installed, and nothing else. */
export function checkTypes(root, place) {
  writeFileSync(join(place, 'program.ts'), PROGRAM);
  writeFileSync(join(place, 'tsconfig.json'), JSON.stringify(OPTIONS));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', place], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stdout);
  return 'a program that imports every door compiles';
}

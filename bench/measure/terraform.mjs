// A Terraform project with as many resources and nothing to change, where the binary is installed.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.mjs';

const KEYS = 20;

/**
 * Gives `work` a function that runs one `terraform plan` of `size` resources and measures it; undefined where `size` is 0
 * or there is no `terraform`. The resources are of Terraform's own kind that needs no provider, in two layers, of 20 keys
 * each. Their state is written, not applied: an apply of a thousand takes Terraform minutes.
 */
export async function inTerraform(size, work) {
  if (size === 0 || spawnSync('terraform', ['version']).status !== 0) return work(undefined);
  const dir = mkdtempSync(join(tmpdir(), 'postform-bench-terraform-'));
  try {
    writeFileSync(join(dir, 'main.tf'), configOf(size));
    writeFileSync(join(dir, 'terraform.tfstate'), JSON.stringify(stateOf(size)));
    await run({ file: 'terraform', args: ['init', '-input=false'], cwd: dir });
    // Exit 0 says that nothing is to change: the state that was written is the one that the files ask for.
    const plan = () => run({ file: 'terraform', args: ['plan', '-input=false', '-detailed-exitcode'], cwd: dir });
    return await work(plan);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function configOf(size) {
  const blocks = Array.from({ length: size }, (_, n) => {
    const keys = Array.from({ length: KEYS }, (_, at) => `    key${at} = "value ${n} ${at}"`);
    const upper = isLower(n) ? [] : [`    upper = terraform_data.r${n - 1}.id`];
    return [`resource "terraform_data" "r${n}" {`, '  input = {', ...keys, ...upper, '  }', '}'].join('\n');
  });
  return `${blocks.join('\n')}\n`;
}

function stateOf(size) {
  const resources = Array.from({ length: size }, (_, n) => {
    const value = Object.fromEntries(Array.from({ length: KEYS }, (_, at) => [`key${at}`, `value ${n} ${at}`]));
    if (!isLower(n)) value.upper = idOf(n - 1);
    const type = ['object', Object.fromEntries(Object.keys(value).map((key) => [key, 'string']))];
    const dynamic = { value, type };
    return {
      mode: 'managed',
      type: 'terraform_data',
      name: `r${n}`,
      provider: 'provider["terraform.io/builtin/terraform"]',
      instances: [
        {
          schema_version: 0,
          attributes: { id: idOf(n), input: dynamic, output: dynamic, triggers_replace: null },
          sensitive_attributes: [],
          ...(isLower(n) ? {} : { dependencies: [`terraform_data.r${n - 1}`] }),
        },
      ],
    };
  });
  return { version: 4, terraform_version: '1.5.0', serial: 1, lineage: idOf(size), outputs: {}, resources };
}

/** Every second resource refers to the one before it. */
function isLower(n) {
  return n % 2 === 0;
}

function idOf(n) {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** What `tests/pytorch/NN_name.ts` exports for `content/pytorch/NN_name.py`. */
interface Twin {
  /** The numbers that the script must print, computed with `src/core`. */
  expected(): unknown;
  /** Largest allowed difference, absolute plus relative to the size of the expected number; 1e-9 unless told. */
  readonly tolerance?: number;
  /** Other tolerances, by the name of a key anywhere in the output. */
  readonly tolerances?: Readonly<Record<string, number>>;
}

const scripts = readdirSync('content/pytorch')
  .filter((name) => name.endsWith('.py'))
  .sort();
const python = [process.env.PYTHON, 'python3', '/usr/bin/python3'].find(
  (command) => command !== undefined && hasTorch(command),
);

function hasTorch(command: string): boolean {
  try {
    execFileSync(command, ['-c', 'import torch'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function twinOf(script: string): Promise<Twin> {
  return (await import(`./pytorch/${script.replace(/\.py$/, '')}.ts`)) as Twin;
}

function compare(found: unknown, wanted: unknown, twin: Twin, path: string, tolerance = twin.tolerance ?? 1e-9): void {
  if (typeof wanted === 'number') {
    expect(typeof found, path).toBe('number');
    expect(Math.abs((found as number) - wanted), `${path}: ${String(found)} beside ${wanted}`).toBeLessThanOrEqual(
      tolerance * (1 + Math.abs(wanted)),
    );
    return;
  }
  if (Array.isArray(wanted)) {
    expect(Array.isArray(found), path).toBe(true);
    expect((found as unknown[]).length, path).toBe(wanted.length);
    wanted.forEach((value, i) => compare((found as unknown[])[i], value, twin, `${path}[${i}]`, tolerance));
    return;
  }
  if (typeof wanted === 'object' && wanted !== null) {
    expect(Object.keys(found as object).sort(), path).toEqual(Object.keys(wanted).sort());
    for (const [key, value] of Object.entries(wanted)) {
      compare(
        (found as Record<string, unknown>)[key],
        value,
        twin,
        `${path}.${key}`,
        twin.tolerances?.[key] ?? tolerance,
      );
    }
    return;
  }
  expect(found, path).toEqual(wanted);
}

describe('PyTorch twins', () => {
  it.each(scripts)('%s has expected numbers of our own', async (script) => {
    const numbers = JSON.stringify((await twinOf(script)).expected());
    expect(numbers).toMatch(/\d/);
    expect(numbers).not.toContain('null'); // JSON's word for NaN and Infinity
  });

  it.skipIf(python === undefined).each(scripts)(
    '%s prints the same numbers',
    async (script) => {
      const printed = execFileSync(python!, [`content/pytorch/${script}`], { encoding: 'utf8', timeout: 120_000 });
      const twin = await twinOf(script);
      compare(JSON.parse(printed), twin.expected(), twin, script);
    },
    150_000,
  );
});

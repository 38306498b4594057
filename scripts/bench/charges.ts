import { cloudOf } from '../../src/engine/kinds/plane/charged';
import { charges } from '../../src/core/electrostatics/index';
import { normalBatch, random } from '../../src/core/random';
import { summingOnKernel } from '../../src/net/charges';
import type { ChargesResult } from './result';
import { paired } from './timing';

/** Places at which the field of a cloud is asked for, at the level 0.5. */
const PLACES = 200;
const LEVEL = 0.5;

/** The sum over the charges of a cloud on the kernel beside the plain loop, for some D; throws where the two do not agree. */
export async function benchCharges(say: (line: string) => void): Promise<ChargesResult> {
  const summing = await summingOnKernel();
  if (!summing) throw new Error('no kernel to sum by (expected WebAssembly SIMD)');
  const x = normalBatch(PLACES, 2, random(1));
  const rows: ChargesResult['rows'][number][] = [];
  for (const [n, extra] of [
    [500, 1],
    [2000, 1],
    [2000, 128],
    [2000, Infinity],
  ] as const) {
    say(`${n} charges, D = ${extra}`);
    const points = cloudOf({ kind: 'two-moons' }, n);
    const [plain, kernel] = [charges({ points, extra }), charges({ points, extra, summing })];
    const [a, b] = [plain, kernel].map((field) => field.mean(x, LEVEL).data);
    const parity = a.reduce((most, v, i) => Math.max(most, Math.abs(v - b[i])), 0);
    if (!(parity < 1e-9)) throw new Error(`the sums differ by ${parity} (expected below 1e-9)`);
    const times = (field: typeof plain) => (steps: number) => {
      for (let i = 0; i < steps; i++) field.mean(x, LEVEL, { data: a, dim: 2 });
    };
    // JSON has no infinity.
    rows.push({ charges: n, extra: extra === Infinity ? 'infinity' : String(extra), parity, ...(await paired(times(kernel), times(plain))) }); // prettier-ignore
  }
  return { places: PLACES, rows };
}

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildKernel } from '../../scripts/kernel.mjs';
import { count, type Batch } from '../../src/core/batch';
import { charges } from '../../src/core/electrostatics/index';
import { random } from '../../src/core/random';
import { ChargesKernel } from '../../src/kernel/charges';
import { summingOnKernel } from '../../src/net/charges';

const bytes = async () => readFileSync(await buildKernel({ name: 'charges' }));
const summing = (await summingOnKernel(await bytes()))!;

function cloud(n: number, dim: number, seed = 1): Batch {
  const draw = random(seed);
  return { data: Float64Array.from({ length: n * dim }, () => 2 * draw.normal()), dim };
}

/** Places near and far, each at a level of its own. */
function rows(dim: number) {
  const draw = random(9);
  const x = { data: Float64Array.from({ length: 300 * dim }, (_, i) => draw.normal() * 10 ** ((i % 5) / 2 - 1)), dim };
  const sigma = Float64Array.from({ length: 300 }, (_, i) => 10 ** ((i % 7) / 2 - 2));
  return { x, sigma };
}

/** Greatest difference over the size of the greatest value. */
function apart(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const size = Array.from(b).reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  return Array.from(a).reduce((most, v, i) => Math.max(most, Math.abs(v - b[i])), 0) / size;
}

describe('the sum over charges on the kernel', () => {
  for (const dim of [1, 2]) {
    for (const extra of [1, 2, 3, 24, 128, 2 ** 13, 2.5, Infinity]) {
      it(`is the plain one in ${dim} + ${extra} dimensions`, () => {
        for (const n of [1, 7, 2000]) {
          const points = cloud(n, dim);
          const weights = n === 7 ? [1, 2, 3, 4, 5, 6, 7].map((w) => w / 28) : undefined;
          const [plain, fast] = [undefined, summing].map((each) => charges({ points, extra, weights, summing: each }));
          const { x, sigma } = rows(dim);
          expect(count(fast.mean(x, sigma))).toBe(300);
          expect(apart(fast.mean(x, sigma).data, plain.mean(x, sigma).data)).toBeLessThan(1e-10);
          expect(apart(fast.mean(x, 0.3).data, plain.mean(x, 0.3).data)).toBeLessThan(1e-10);
          expect(apart(fast.logDensity(x, sigma), plain.logDensity(x, sigma))).toBeLessThan(1e-10);
          if (extra === Infinity) continue;
          expect(apart(fast.direction(x, sigma).data, plain.direction(x, sigma).data)).toBeLessThan(1e-10);
          expect(apart(fast.logMagnitude(x, sigma), plain.logMagnitude(x, sigma))).toBeLessThan(1e-10);
        }
      });
    }
  }

  it('keeps clouds apart that are asked in turn, and sees none of the one before', () => {
    const [a, b] = [cloud(2000, 2), cloud(5, 2, 3)].map((points) => charges({ points, extra: 1, summing }));
    const plain = charges({ points: cloud(2000, 2), extra: 1 });
    const { x, sigma } = rows(2);
    for (let turn = 0; turn < 2; turn++) {
      expect(apart(b.mean(x, sigma).data, charges({ points: cloud(5, 2, 3), extra: 1 }).mean(x, sigma).data)).toBeLessThan(1e-10); // prettier-ignore
      expect(apart(a.mean(x, sigma).data, plain.mean(x, sigma).data)).toBeLessThan(1e-10);
    }
  });

  it('refuses what it cannot sum, and levels that are none', () => {
    const three = charges({ points: cloud(3, 3), extra: 1, summing });
    expect(() => three.mean(cloud(2, 3), 1)).toThrow('charges in 3 dimensions (expected 1 or 2)');
    const two = charges({ points: cloud(3, 2), extra: 1, summing });
    expect(() => two.mean(cloud(2, 2), [1, 0])).toThrow('level 0 (expected sigma above 0, and finite)');
  });
});

describe('exp and ln on two lanes', () => {
  it('are right to about 1e-15 of the value', async () => {
    const kernel = await ChargesKernel.instantiate(await bytes());
    kernel.load({ points: new Float64Array(4000), dim: 2, weights: new Float64Array(2000), extra: 1 });
    const [at, out, n] = [8192, 32768, 2000];
    const x = Float64Array.from({ length: n }, (_, i) => -650 + (1350 * i) / (n - 1));
    kernel.doubles(at, n).set(x);
    kernel.exports.expArray(out, at, n);
    kernel.doubles(out, n).forEach((v, i) => expect(Math.abs(v / Math.exp(x[i]) - 1)).toBeLessThan(3e-15));
    const y = x.map((v) => Math.exp(v));
    kernel.doubles(at, n).set(y);
    kernel.exports.lnArray(out, at, n);
    kernel.doubles(out, n).forEach((v, i) => expect(Math.abs(v - Math.log(y[i]))).toBeLessThan(1e-15 * Math.max(1, Math.abs(x[i])))); // prettier-ignore
  });
});

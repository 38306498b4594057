import { describe, expect, test } from 'vitest';
import { random } from '../../src/core/random';
import { kernel } from './helpers';

describe('elementary functions', async () => {
  const k = await kernel();
  const n = 4096;
  const spread = (least: number, most: number) =>
    Float32Array.from({ length: n }, (_, i) => least + ((most - least) * i) / (n - 1));
  const apply = (name: 'expArray' | 'lnArray' | 'sinArray' | 'cosArray', x: Float32Array) => {
    const from = k.free;
    const to = from + 4 * n;
    k.raw(to, n);
    k.raw(from, n).set(x);
    k.exports[name](to, from, n);
    return k.raw(to, n).slice();
  };
  const worst = (got: Float32Array, x: Float32Array, exact: (x: number) => number, floor: number) =>
    got.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - exact(x[i])) / Math.max(Math.abs(exact(x[i])), floor)),
      0,
    );

  test('exp to 3e-7 relative over [-80, 80], and clamped outside', () => {
    const x = spread(-80, 80);
    expect(worst(apply('expArray', x), x, Math.exp, 0)).toBeLessThan(3e-7);
    const far = apply(
      'expArray',
      x.map((v) => v * 100),
    );
    expect(far.every((v) => Number.isFinite(v) && v > 0)).toBe(true);
  });

  test('ln to 3e-7 over (0, 1] and up to a million', () => {
    const small = spread(2 ** -24, 1);
    expect(worst(apply('lnArray', small), small, Math.log, 1e-1)).toBeLessThan(3e-7);
    const large = spread(1, 1e6);
    expect(worst(apply('lnArray', large), large, Math.log, 1e-1)).toBeLessThan(3e-7);
  });

  test('sine and cosine to 3e-7 absolute over [-100, 100]', () => {
    const x = spread(-100, 100);
    expect(worst(apply('sinArray', x), x, Math.sin, 1)).toBeLessThan(3e-7);
    expect(worst(apply('cosArray', x), x, Math.cos, 1)).toBeLessThan(3e-7);
  });

  test('SiLU to 5e-7, its derivative to 1.5e-6, and SiLU alone to 5e-7 too', () => {
    const x = spread(-30, 30);
    const z = k.free;
    const slope = z + 4 * n;
    k.raw(slope, n);
    k.raw(z, n).set(x);
    k.exports.siluWithSlope(z, slope, n);
    const s = (v: number) => 1 / (1 + Math.exp(-v));
    expect(worst(k.raw(z, n), x, (v) => v * s(v), 1)).toBeLessThan(5e-7);
    expect(worst(k.raw(slope, n), x, (v) => s(v) * (1 + v * (1 - s(v))), 1)).toBeLessThan(1.5e-6);
    k.raw(z, n).set(x);
    k.exports.silu(z, n);
    expect(worst(k.raw(z, n), x, (v) => v * s(v), 1)).toBeLessThan(5e-7);
  });

  test('the random integers are the stream of core/random', () => {
    const r = random(42).split('batches');
    k.words('random', 4).set(r.state);
    const at = k.get('random');
    for (let i = 0; i < 1000; i++) expect(k.exports.randomInteger(at) >>> 0).toBe(r.bits());
  });
});

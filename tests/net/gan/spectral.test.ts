import { describe, expect, test } from 'vitest';
import { bind } from '../../../src/core/image-network/parameters';
import { playerNetworks } from '../../../src/core/gan/networks';
import { random } from '../../../src/core/random';
import { createGanTrainer } from '../../../src/net/gan/trainer';
import { iterate } from '../../../src/net/gan/spectral';
import { startingPlayer, startingVectors } from '../../../src/net/gan/start';
import { ring, settings, small, somePoints } from './helpers';

test('power iteration finds the largest singular value of a matrix with known ones', () => {
  // Q diag(5, 2, 1, 0.5) R with Q and R reflections I - 2 a a^T: orthogonal.
  const unit = (n: number, seed: number) => {
    const draw = random(seed);
    const a = Array.from({ length: n }, () => draw.normal());
    const length = Math.hypot(...a);
    return a.map((x) => x / length);
  };
  const reflection = (a: readonly number[], i: number, j: number) => (i === j ? 1 : 0) - 2 * a[i] * a[j];
  const a = unit(6, 1),
    b = unit(4, 2),
    values = [5, 2, 1, 0.5];
  const W = Float32Array.from({ length: 24 }, (_, k) => {
    const i = Math.floor(k / 4),
      j = k % 4;
    return values.reduce((sum, s, l) => sum + reflection(a, i, l) * s * reflection(b, l, j), 0);
  });
  const parameter = { index: 0, at: 0, rows: 6, columns: 4, start: 'normal', fanIn: 6, matrix: true } as const;
  let norm = iterate(W, parameter, [1, 0.2, -0.3, 0.5]);
  for (let k = 0; k < 30; k++) norm = iterate(W, parameter, norm.u);
  expect(norm.sigma).toBeCloseTo(5, 5);
  for (let j = 0; j < 4; j++) expect(Math.abs(norm.u[j])).toBeCloseTo(Math.abs(reflection(b, 0, j)), 5);
});

test('the vectors that it starts from have length 1, one number a column', () => {
  const bound = bind(playerNetworks(small).discriminator);
  const vectors = startingVectors(bound, 3);
  expect(vectors.length).toBe(3 * 8 + 1);
  for (let l = 0; l < 3; l++) expect(Math.hypot(...vectors.subarray(8 * l, 8 * l + 8))).toBeCloseTo(1, 6);
  expect(Math.abs(vectors[24])).toBeCloseTo(1, 6);
  expect(startingPlayer(bound, 3)).not.toEqual(startingPlayer(bound, 4));
});

describe.each(['simd', 'cpu', 'wasm'] as const)('on %s', (backend) => {
  test('bounds the slope of D: with four layers whose activation is no steeper than 1.1, to 1.1^3 and what the iteration is short of', async () => {
    const trainer = await createGanTrainer(backend, settings({ spectralNorm: true, discriminatorRate: 0.01 }));
    trainer.setData(ring());
    trainer.train(80);
    const x = somePoints(400);
    const step = 1e-2;
    const moved = { ...x, data: x.data.map((value, i) => value + (i % 2 ? 0 : step)) };
    const [here, there] = [trainer.discriminate(x), trainer.discriminate(moved)];
    const steepest = Math.max(...here.map((value, i) => Math.abs(there[i] - value) / step));
    expect(steepest).toBeLessThan(1.1 ** 3 * 1.1);
    trainer.configure({ spectralNorm: false });
    const [freeHere, freeThere] = [trainer.discriminate(x), trainer.discriminate(moved)];
    expect(Math.max(...freeHere.map((value, i) => Math.abs(freeThere[i] - value) / step))).toBeGreaterThan(
      1.1 ** 3 * 1.1,
    );
    trainer.dispose();
  });
});

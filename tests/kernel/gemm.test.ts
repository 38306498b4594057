import { describe, expect, test } from 'vitest';
import { kernel, numbers } from './helpers';

/** C = A B + bias in double precision. */
function naive(a: Float32Array, b: Float32Array, M: number, N: number, K: number, bias?: Float32Array): Float64Array {
  const c = new Float64Array(M * N);
  for (let i = 0; i < M; i++) {
    for (let j = 0; j < N; j++) {
      let sum = bias ? bias[j] : 0;
      for (let k = 0; k < K; k++) sum += a[i * K + k] * b[k * N + j];
      c[i * N + j] = sum;
    }
  }
  return c;
}

describe('matrix product', async () => {
  const k = await kernel();
  const sizes: [number, number, number][] = [];
  for (const M of [1, 3, 4, 7, 256, 257])
    for (const N of [8, 24, 64]) for (const K of [1, 5, 19, 64]) sizes.push([M, N, K]);

  test.each(sizes)('[%i, ·] of %i columns, inner size %i', (M, N, K) => {
    const a = numbers(M * K, 1);
    const b = numbers(K * N, 2);
    const bias = numbers(N, 3);
    const scale = numbers(M * N, 4);
    const at: number[] = [k.free];
    for (const length of [M * K, K * N, K * N, N, M * N, M * N])
      at.push(at[at.length - 1] + Math.ceil(length / 16) * 64 + 64);
    const [A, B, packed, biasAt, scaleAt, C] = at;
    k.raw(C, M * N + 16);
    k.raw(A, M * K).set(a);
    k.raw(B, K * N).set(b);
    k.raw(biasAt, N).set(bias);
    k.raw(scaleAt, M * N).set(scale);
    k.raw(C + 4 * M * N, 8).fill(777);
    k.exports.packPanels(packed, B, K, N);

    k.exports.multiply(C, A, packed, M, N, K, 0, 0);
    const plain = naive(a, b, M, N, K);
    k.raw(C, M * N).forEach((value, i) => expect(Math.abs(value - plain[i])).toBeLessThan(1e-5));

    k.exports.multiply(C, A, packed, M, N, K, biasAt, scaleAt);
    const full = naive(a, b, M, N, K, bias).map((value, i) => value * scale[i]);
    k.raw(C, M * N).forEach((value, i) => expect(Math.abs(value - full[i])).toBeLessThan(1e-5));
    expect(Array.from(k.raw(C + 4 * M * N, 8)), 'nothing is written past the end').toEqual(Array(8).fill(777));
  });
});

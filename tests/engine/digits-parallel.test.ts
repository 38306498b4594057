import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DigitParallel } from '../../src/engine/kinds/shipped/parallel';
import { standingBy } from '../../src/engine/kinds/shipped/worker';
import { shippedDigits } from '../../src/engine/kinds/shipped/worker/networks';
import { silent as never } from './runs';
import { servePublic } from './served';

vi.mock('../../src/engine/worker/messages', () => ({
  yieldToMessages: () => new Promise((resolve) => setImmediate(resolve)),
}));

const networks = shippedDigits([]);
beforeAll(servePublic);
afterAll(() => {
  networks.forget();
  vi.unstubAllGlobals();
});

const ask = <T>({ kind, spec }: { kind: 'parallel'; spec: unknown }, listener = never) =>
  standingBy(networks)(kind, spec, listener) as Promise<T>;

describe('a digit’s steps in parallel', () => {
  const spec = { label: 3, guidance: 1, seed: 5, steps: 50, window: 50, tolerance: 0.01, columns: [0, 25, 50] };

  it('end where the steps one after the other do, in few sweeps', async () => {
    const heard: number[] = [];
    const listener = { ...never, tell: (p: unknown) => void heard.push((p as { sweep: number }).sweep) };
    const { sequential, stands, milliseconds } = await ask<DigitParallel>({ kind: 'parallel', spec }, listener);
    const last = stands.at(-1)!;
    expect(last.done).toBe(50);
    expect(stands.length).toBeLessThanOrEqual(11);
    expect(last.inARow).toBe(stands.length);
    expect(heard.filter((sweep) => sweep > 0)).toEqual(stands.map(({ sweep }) => sweep));
    expect(last.distance[50]).toBeLessThan(0.05);
    expect(last.pictures.subarray(0, 784)).toEqual(sequential.subarray(0, 784));
    const end = (pictures: Float32Array) => pictures.subarray(2 * 784);
    const off = Math.hypot(...end(last.pictures).map((v, i) => v - end(sequential)[i])) / 28;
    expect(off).toBeCloseTo(last.distance[50], 5);
    for (const ms of Object.values(milliseconds)) expect(ms).toBeGreaterThan(0);
    expect(milliseconds.batch).toBeGreaterThan(milliseconds.one);
  }, 120_000);

  it('are refused where they cannot be taken', async () => {
    const refused = (change: object) => ask({ kind: 'parallel', spec: { ...spec, ...change } });
    await expect(refused({ steps: 1 })).rejects.toThrow('steps is 1 (expected a whole number from 2 to 200)');
    await expect(refused({ columns: [4, 4] })).rejects.toThrow('column is 4 (expected a whole number from 5 to 50)');
    await expect(refused({ tolerance: -1 })).rejects.toThrow('tolerance -1 (expected a number from 0 to 10)');
  });
});

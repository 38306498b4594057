import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { realDistances } from '../../components/figure/kit/real-distances';
import { meanPairwiseDistance } from '../../src/core/metric/index';
import { askDigits, crowd, request, type AskDigitsSettings } from '../../components/figure/AskDigits/state';
import { run as classifierPull } from '../../components/prose/experiments/classifier-pull';
import { shippedUNet } from '../../src/core/image-network/digits';
import { parameterCount } from '../../src/core/image-network/parameters';
import { builtAsks } from '../../components/figure/built-asks';
import { shippedSettings } from '../../src/net/image/shipped';

let real: readonly number[] = [];
beforeAll(async () => {
  real = await realDistances();
}, 60_000);

const sampled = async (change: Partial<AskDigitsSettings>, n = crowd) => {
  const s = { ...askDigits.defaults, ...change };
  const { x, judgement } = await builtAsks.sample({ ...request(s, n), every: 0 });
  if (!judgement) throw new Error('no judgement');
  const calls = Array.from({ length: 10 }, (_, c) =>
    judgement.classes.reduce((sum, one) => sum + (one === c ? 1 : 0), 0),
  );
  return {
    x,
    calls,
    agreement: calls[s.digit] / n,
    diversity: meanPairwiseDistance(judgement.features) / real[s.digit],
  };
};

/** Numbers on digits that stand in the text of chapter 11. Where one fails, the sentence is to be rewritten with it. */
describe('digits in the text of chapter 11', () => {
  it('the network, its judge and the dropped labels', () => {
    const { metrics } = JSON.parse(readFileSync('public/weights/classifier.json', 'utf8')) as {
      metrics: { heldOutAccuracy: number };
    };
    expect(metrics.heldOutAccuracy).toBeCloseTo(0.995, 3);
    expect(Math.round(parameterCount(shippedUNet) / 1000)).toBe(350);
    expect(Math.round(1 / shippedSettings.digits.labelDropout)).toBe(8);
  });

  it('agreement and diversity by weight', async () => {
    const [at0, at1, at2, at8] = [
      await sampled({ w: 0 }),
      await sampled({ w: 1 }),
      await sampled({ w: 2 }),
      await sampled({ w: 8 }),
    ];
    expect(at0.agreement).toBeCloseTo(0.9, 1);
    expect(at0.diversity).toBeCloseTo(1.3, 1);
    for (const at of [at1, at2, at8]) expect(at.agreement).toBe(1);
    [
      [at1, 0.88],
      [at2, 0.85],
      [at8, 0.88],
      [await sampled({ w: 4 }), 0.82],
      [await sampled({ w: 0.5 }), 0.98],
    ].forEach(([at, value]) => {
      expect(Math.abs((at as { diversity: number }).diversity - (value as number))).toBeLessThan(0.011);
    });
    const ink = ({ x }: { readonly x: Float32Array }) => x.reduce((sum, v) => sum + v, 0);
    expect(ink(at8)).toBeGreaterThan(ink(at1));
    expect((await sampled({ w: 8, clip: false })).diversity).toBeCloseTo(0.76, 1);
  }, 120_000);

  it('an interval, and a classifier', async () => {
    const limited = await sampled({ w: 4, limited: true, from: 0.3, to: 5 });
    expect(limited.agreement).toBeGreaterThan(0.97);
    expect(Math.abs(limited.diversity - 0.91)).toBeLessThan(0.011);
    expect(Math.abs((await sampled({ w: 1, how: 'classifier' })).agreement - 0.75)).toBeLessThan(0.05);
  }, 120_000);

  it('rescaling, whose guess is of the noise, hardly changes a digit', async () => {
    const [plain, rescaled] = [
      await sampled({ w: 4, clip: false }, 20),
      await sampled({ w: 4, clip: false, phi: 0.7 }, 20),
    ];
    const off = plain.x.map((v, i) => (v - rescaled.x[i]) ** 2).reduce((sum, v) => sum + v, 0) / plain.x.length;
    expect(Math.sqrt(off)).toBeGreaterThan(0);
    expect(Math.sqrt(off)).toBeLessThan(0.1);
  }, 120_000);

  it('two classes at once', async () => {
    const two = (operation: AskDigitsSettings['operation']) => sampled({ mode: 'compose', operation });
    const both = (await two('both')).calls;
    expect(Math.abs(both[3] - 54)).toBeLessThan(4);
    expect(Math.abs(both[8] - 41)).toBeLessThan(4);
    expect(both[3] + both[8]).toBeGreaterThan(92);
    const average = (await two('average')).calls;
    expect(Math.abs(crowd - average[3] - average[8] - 22)).toBeLessThan(3);
    const coin = (await two('coin')).calls;
    expect(coin[3] + coin[8]).toBeGreaterThan(90);
    const without = (await two('without')).calls;
    expect(without[8]).toBeLessThan(5);
    expect(crowd - without[3] - without[8]).toBeGreaterThan(33);
  }, 120_000);

  it('a classifier that names well pulls badly', async () => {
    const { answer, finding } = await classifierPull(builtAsks.sample);
    expect(answer, finding).toBe(1);
  }, 60_000);
});

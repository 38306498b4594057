import { describe, expect, test } from 'vitest';
import { count, zeros, type Batch } from '../../src/core/batch';
import { preconditioned, vPreconditioning } from '../../src/core/preconditioning';
import { normalBatch, random } from '../../src/core/random';
import { makeSchedule, scheduleDefaults, scheduleKinds } from '../../src/core/schedule';
import { networkDenoiser } from '../../src/net/denoiser';
import { anywhere } from '../../src/net/pool';
import { inputScale, level } from '../../src/net/target';

const predictions = ['epsilon', 'x0', 'v'] as const;
/** Something that depends on its point, as a network does. */
const network = (x: Batch, out: Float64Array) =>
  out.forEach((_, i) => (out[i] = Math.sin(3 * x.data[i]) - 0.2 * x.data[i]));

describe.each(scheduleKinds)('a network under the %s schedule', (kind) => {
  const schedule = makeSchedule(scheduleDefaults[kind]);
  const times = [0.02, 0.3, 0.6, 0.97];

  test('sees points of unit variance, where the data have it', () => {
    for (const t of times) {
      const { scale, alpha, sigma } = level(schedule, 'v', 'uniform', t);
      expect(alpha ** 2 + sigma ** 2).toBeCloseTo(1, 12);
      expect(scale * Math.hypot(schedule.alpha(t), schedule.sigma(t))).toBeCloseTo(1, 9);
    }
  });

  test('that predicts v is the preconditioned network of the papers', () => {
    const x = normalBatch(20, 2, random(3));
    const ours = networkDenoiser(
      (at, _t, out) => network(at, out),
      () => ({ schedule, prediction: 'v', extent: anywhere(2) }),
    );
    const theirs = preconditioned(vPreconditioning, schedule, (at, _noise, out) => network(at, out.data));
    for (const t of times) {
      const from: Batch = { data: x.data.map((z) => z * Math.hypot(schedule.alpha(t), schedule.sigma(t))), dim: 2 };
      const [a, b] = [ours, theirs].map((denoiser) => denoiser.denoise(from, t, zeros(20, 2)).data);
      a.forEach((value, i) => expect(value).toBeCloseTo(b[i], 9));
    }
  });

  test.each(predictions)('whose guess of %s is right gives the data back', (prediction) => {
    const r = random(4);
    const [x0, epsilon] = [normalBatch(30, 2, r), normalBatch(30, 2, r)];
    const t = 0.4;
    const { ca, ce } = level(schedule, prediction, 'uniform', t);
    const right = (_x: Batch, _t: number, out: Float64Array) =>
      out.forEach((_, i) => (out[i] = ca * x0.data[i] + ce * epsilon.data[i]));
    const x = zeros(30, 2);
    for (let i = 0; i < 2 * count(x); i++)
      x.data[i] = schedule.alpha(t) * x0.data[i] + schedule.sigma(t) * epsilon.data[i];
    // Of epsilon, little of x_0 can be told where alpha is small beside sigma: there the guess leans to the mean.
    if (prediction === 'epsilon' && inputScale(schedule, t) * schedule.alpha(t) < 0.2) return;
    const denoiser = networkDenoiser(right, () => ({ schedule, prediction, extent: anywhere(2) }));
    denoiser.denoise(x, t, zeros(30, 2)).data.forEach((value, i) => expect(value).toBeCloseTo(x0.data[i], 9));
  });
});

test('nothing is scaled where the schedule keeps the variance', () => {
  for (const kind of ['linear', 'cosine', 'sigmoid', 'drawn'] as const) {
    for (let i = 0; i <= 50; i++) expect(inputScale(makeSchedule(scheduleDefaults[kind]), i / 50)).toBe(1);
  }
});

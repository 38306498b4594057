import { h } from 'preact';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import DSliderView from '../../components/figure/DSlider/DSliderView';
import {
  apart,
  arrowsOf,
  arrowsTo,
  beyond,
  distancesNow,
  fieldsAt,
  limitKey,
  kernelPoints,
  places,
  reached,
  tail,
  thrown,
} from '../../components/figure/DSlider/fields';
import {
  distanceText,
  dText,
  learnedText,
  nameOf,
  radiusText,
  samplesText,
  summary,
  tailText,
} from '../../components/figure/DSlider/labels';
import { builtSamples, sampledNow, sampleKey, unbuilt } from '../../components/figure/DSlider/samples';
import {
  beginsAnew,
  cloudOf,
  dimensionsOf,
  dSlider,
  lastPower,
  runSettings,
  samples,
  side,
  watchOf,
  type DSliderSettings,
} from '../../components/figure/DSlider/state';
import { firstFrame } from '../../components/figure/DSlider/build';
import { builtRun } from '../../components/figure/DSlider/built';
import { decode, encode } from '../../components/figure/link';
import { batch, count } from '../../src/core/batch';
import { parsePlaneSettings } from '../../src/engine/kinds/plane/parse';
import { chargedSchedule as schedule } from '../../src/engine/kinds/plane/charged';
import { prerender } from '../../src/engine/build/prerender';
import { plane } from '../../src/engine/kinds/plane/index';
import { makeSchedule } from '../../src/core/schedule';
import { empirical } from '../../src/core/data/empirical';
import { charges, poissonDenoiser, poissonPrior } from '../../src/core/electrostatics';
import { energyDistance } from '../../src/core/metric';
import { random } from '../../src/core/random';
import { edm, karrasTimes, run } from '../../src/core/sampler';
import { FakeWorker } from '../engine/fake-worker';
import { mount } from './dom';

const start = dSlider.defaults;

describe('settings', () => {
  it('go over D in doublings up to 2048, then to infinity, and travel in a link', () => {
    const all = Array.from({ length: lastPower + 1 }, (_, power) => dimensionsOf(power));
    expect(all).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, Infinity]);
    const s: DSliderSettings = {
      ...start,
      power: 7,
      sigma: 0.3,
      data: 'spiral',
      points: 90,
      sampler: 'ddim',
      steps: 9,
      seed: 2,
      training: 400,
    };
    expect(dSlider.parse(decode(encode(dSlider.encode(s, start))).values).settings).toEqual(s);
    expect(dSlider.parse({ power: 13, sigma: 0, steps: 1.5 }).problems).toHaveLength(3);
  });
});

describe('the field', () => {
  it('is core’s denoiser at r = sigma sqrt(D), at the places shown', () => {
    expect(count(places)).toBe(side * side);
    for (const power of [0, 5, lastPower]) {
      const field = charges({ points: cloudOf({ data: 'two-moons', points: 160 }), extra: dimensionsOf(power) });
      const arrows = arrowsOf({ data: 'two-moons', points: 160, sigma: 0.4 }, power);
      const guess = field.mean(places, 0.4);
      arrows.data.forEach((each, i) => expect(each).toBe(guess.data[i] - places.data[i]));
    }
  });

  it('at infinity is that of diffusion', () => {
    const out = empirical(cloudOf(start)).denoise(places, 1, 0.7);
    const { arrows } = fieldsAt({ ...start, power: lastPower });
    arrows.data.forEach((each, i) => expect(Math.abs(each + places.data[i] - out.data[i])).toBeLessThan(1e-9));
  });

  it('comes to its limit as 1 / D', () => {
    for (const sigma of [0.7, 3]) {
      const all = distancesNow({ ...start, sigma });
      expect(all).toHaveLength(lastPower);
      all.slice(1).forEach((each, i) => expect(each).toBeLessThan(all[i]));
      expect(Math.abs(all[10] / all[11] - 2)).toBeLessThan(0.02);
      all.forEach((each, power) => expect(fieldsAt({ ...start, sigma, power }).distance).toBe(each));
    }
    const { distance, share } = fieldsAt({ ...start, power: lastPower });
    expect([distance, share]).toEqual([0, 0]);
  });
});

describe('the kernel', () => {
  it('throws as many points beyond its tail as the closed form says', () => {
    for (const power of [0, 3, lastPower]) {
      const { data } = kernelPoints(power);
      let out = 0;
      for (let i = 0; i < data.length; i += 2) if (Math.hypot(data[i], data[i + 1]) > 2) out += 1;
      const expected = beyond(2, power);
      expect(Math.abs(out / thrown - expected)).toBeLessThan(3.5 * Math.sqrt((expected * (1 - expected)) / thrown));
    }
    // In the plane (1 + k^2 / D)^(-D / 2), at last exp(-k^2 / 2).
    expect(beyond(tail, 0)).toBeCloseTo(1 / Math.sqrt(17), 12);
    expect(beyond(tail, 3)).toBeCloseTo(3 ** -4, 12);
    expect(beyond(tail, lastPower)).toBeCloseTo(Math.exp(-8), 12);
  });
});

describe('samples', () => {
  it('are those of core’s sampler on the exact field, from its prior', () => {
    const s = { ...start, power: 3, steps: 12 };
    const found = sampledNow(s);
    const times = karrasTimes(schedule, 12);
    const x = poissonPrior(samples, 2, schedule.sigma(times[0]), 8, random(s.seed));
    const denoiser = poissonDenoiser(charges({ points: cloudOf(s), extra: 8 }), schedule);
    expect(found.x).toEqual(run(edm, { denoiser, schedule, times, x }));
    expect(found.evaluations).toBe(24);
    expect(found.energy).toBe(energyDistance(found.x, cloudOf(s)));
    expect(found.off).toBeLessThan(0.05);
    expect(found.key).toBe(sampleKey(s));
    // What travels with the page is rounded.
    const back = unbuilt(builtSamples(s));
    back.x.data.forEach((each, i) =>
      expect(Math.abs(each - found.x.data[i])).toBeLessThan(1e-5 * Math.max(1, Math.abs(each))),
    );
    expect({ ...back, x: null }).toEqual({ ...found, x: null });
  });

  it('need more steps the fewer the dimensions are', () => {
    const energies = [0, 3, lastPower].map((power) => sampledNow({ ...start, power, steps: 6 }).energy);
    expect(energies[0]).toBeGreaterThan(energies[1]);
    expect(energies[1]).toBeGreaterThan(energies[2]);
  });
});

describe('the network', () => {
  it('is asked at the places shown, at the level shown', () => {
    const { field } = watchOf(start);
    const own = makeSchedule(runSettings(start).schedule);
    expect(Math.exp(-own.logSnr(field.t) / 2)).toBeCloseTo(start.sigma, 10);
    const corner = field.extent / own.alpha(field.t);
    expect(corner).toBeCloseTo(Math.max(...places.data), 12);
    expect(parsePlaneSettings(runSettings(start))).toEqual(runSettings(start));
  });

  it('is another for another D, cloud or seed, and the same for another level or sampler', () => {
    for (const change of [{ power: 3 }, { points: 40 }, { data: 'spiral' as const }, { seed: 9 }, { training: 200 }])
      expect(beginsAnew(start, { ...start, ...change })).toBe(true);
    for (const change of [{ sigma: 2 }, { steps: 5 }, { sampler: 'ddim' as const }])
      expect(beginsAnew(start, { ...start, ...change })).toBe(false);
  });

  it('comes near the exact field at both ends of D, and carries the same noise to the data', async () => {
    for (const power of [0, 4, lastPower]) {
      const s = { ...start, power, training: 600 };
      const { field, samples: ends } = await prerender(plane, runSettings(s), watchOf(s));
      const exact = fieldsAt(s).arrows;
      const learned = arrowsTo(Float64Array.from(field!.values));
      const zero = batch(new Float64Array(exact.data.length), 2);
      // Far less than the arrows are long, and no luck: more training comes nearer.
      expect(apart(learned, exact)).toBeLessThan(0.3 * apart(exact, zero));
      expect(energyDistance(batch(Float64Array.from(ends), 2), cloudOf(s))).toBeLessThan(power === 0 ? 0.15 : 0.05);
    }
  }, 60_000);

  it('travels with the page', async () => {
    const built = await firstFrame({});
    const run = builtRun(built);
    expect(run.samples).toHaveLength(2 * samples);
    expect(run.field!.values).toHaveLength(2 * side * side);
    expect(built.distances).toEqual(distancesNow(start));
    expect(limitKey({ ...start, points: 50 })).not.toBe(limitKey(start));
  });
});

describe('a cloud of two thousand', () => {
  it('begins with the smaller cloud, and its field is the sum as it is written', () => {
    const large = { ...start, points: 2000, power: 3 };
    expect(cloudOf(large).data.subarray(0, 320)).toEqual(cloudOf(start).data);
    const guess = arrowsOf(large, 3);
    const points = cloudOf(large).data;
    const [a, b] = [places.data[40], places.data[41]];
    let [sum, across] = [0, 0];
    for (let i = 0; i < points.length; i += 2) {
      const w = ((a - points[i]) ** 2 + (b - points[i + 1]) ** 2 + 8 * large.sigma ** 2) ** -5;
      sum += w;
      across += w * points[i];
    }
    expect(guess.data[40]).toBeCloseTo(across / sum - a, 10);
    expect(dSlider.parse({ points: 2001 }).problems).toHaveLength(1);
    // Samples come down in parts there, as all at once would.
    const few = { ...large, steps: 4 };
    const times = karrasTimes(schedule, 4);
    const x = poissonPrior(samples, 2, schedule.sigma(times[0]), 8, random(few.seed));
    const denoiser = poissonDenoiser(charges({ points: cloudOf(few), extra: 8 }), schedule);
    expect(sampledNow(few).x).toEqual(run(edm, { denoiser, schedule, times, x }));
  });
});

describe('labels', () => {
  it('say what is computed', () => {
    expect([0, 4, 11, 12].map(dText)).toEqual(['1', '16', '2048', '∞']);
    expect([0, 4, 12].map(nameOf)).toEqual(['D = 1, PFGM', 'D = 16', 'D = ∞, diffusion']);
    expect(radiusText(4, 0.7)).toBe('r\u00a0=\u00a02.80');
    expect([0, 3, 12].map(tailText)).toEqual([
      '24\u00a0% beyond\u00a04σ',
      '1\u00a0% beyond\u00a04σ',
      '0.03\u00a0% beyond\u00a04σ',
    ]);
    expect(distanceText({ distance: 0, share: 0 }, lastPower)).toBe('the limit itself');
    expect(distanceText({ distance: 0, share: 0 }, 11)).toBe('the same as the limit, to nine digits');
    expect(distanceText({ distance: 0.391, share: 0.163 }, 3)).toBe('0.39 from the limit, 16\u00a0% of its arrows');
    // Far from the data, with little noise and many dimensions, a network has been taught nothing.
    const still = { ...start, sigma: 0.05 };
    expect(reached({ ...start, power: 0 })).toBe(1);
    expect(reached({ ...still, power: lastPower })).toBeLessThan(0.4);
    expect(reached({ ...still, power: lastPower })).toBeLessThan(reached({ ...still, power: 3 }));
    expect(learnedText({ distance: 0.41, step: 1500 }, 0.25)).toBe(
      '0.41 from the exact arrows (noised data come to 25\u00a0% of the places), 1500 steps',
    );
    const found = { key: '', x: batch([0, 0], 2), evaluations: 35, energy: 0.0051, off: 0.1, outside: 2 };
    expect(samplesText(start, found)).toBe('18 steps, 35 evaluations: energy distance 0.0051; 2 outside');
    expect(summary(start, fieldsAt(start), null, null)).toContain('Samples are being computed');
    expect(summary(start, fieldsAt(start), found, null)).toContain('1 samples by the exact field');
  });
});

describe('the view', () => {
  // A network for another D is asked for as soon as D is set.
  const workers: FakeWorker[] = [];
  beforeAll(() => {
    vi.stubGlobal('Worker', function () {
      workers.push(new FakeWorker());
      return workers.at(-1);
    });
  });
  afterAll(() => void vi.unstubAllGlobals());

  it('shows all before a touch, and follows its slider', async () => {
    const page = mount(h(DSliderView, { id: 'fig-x', built: await firstFrame({}) }));
    const text = () => page.root.textContent;
    expect(text()).toContain('18 steps, 36 evaluations');
    expect(page.all('.ds-ring')).toHaveLength(4);
    expect(text()).toContain('from the exact arrows, 1500 steps; trained when the page was built');
    const slider = page.find<HTMLInputElement>('input[aria-label="D, extra dimensions"]');
    slider.value = '12';
    page.send(slider, 'input');
    expect(text()).toContain('the limit itself');
    expect(text()).toContain('D = ∞, diffusion, as set');
    expect(text()).toContain('being computed');
    expect(JSON.stringify(workers[0].of('open')[0])).toContain('"power":12');
    page.unmount();
  });
});

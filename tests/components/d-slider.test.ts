import { h } from 'preact';
import { describe, expect, it } from 'vitest';
import DSliderView from '../../components/figure/DSlider/DSliderView';
import {
  arrowsOf,
  beyond,
  distances,
  fieldsAt,
  kernelPoints,
  places,
  tail,
  thrown,
} from '../../components/figure/DSlider/fields';
import {
  distanceText,
  dText,
  nameOf,
  radiusText,
  samplesText,
  summary,
  tailText,
} from '../../components/figure/DSlider/labels';
import { built, sampledNow, sampleKey, schedule, unbuilt } from '../../components/figure/DSlider/samples';
import {
  cloudOf,
  dimensionsOf,
  dSlider,
  lastPower,
  samples,
  side,
  type DSliderSettings,
} from '../../components/figure/DSlider/state';
import { decode, encode } from '../../components/figure/link';
import { batch, count } from '../../src/core/batch';
import { empirical } from '../../src/core/data/empirical';
import { charges, poissonDenoiser, poissonPrior } from '../../src/core/electrostatics';
import { energyDistance } from '../../src/core/metric';
import { random } from '../../src/core/random';
import { edm, karrasTimes, run } from '../../src/core/sampler';
import { mount } from './dom';

const start = dSlider.defaults;

describe('settings', () => {
  it('go over D in doublings up to 2048, then to infinity, and travel in a link', () => {
    const all = Array.from({ length: lastPower + 1 }, (_, power) => dimensionsOf(power));
    expect(all).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, Infinity]);
    const s: DSliderSettings = { ...start, power: 7, sigma: 0.3, data: 'spiral', sampler: 'ddim', steps: 9, seed: 2 };
    expect(dSlider.parse(decode(encode(dSlider.encode(s, start))).values).settings).toEqual(s);
    expect(dSlider.parse({ power: 13, sigma: 0, steps: 1.5 }).problems).toHaveLength(3);
  });
});

describe('the field', () => {
  it('is core’s denoiser at r = sigma sqrt(D), at the places shown', () => {
    expect(count(places)).toBe(side * side);
    for (const power of [0, 5, lastPower]) {
      const field = charges({ points: cloudOf('two-moons'), extra: dimensionsOf(power) });
      const arrows = arrowsOf({ data: 'two-moons', sigma: 0.4 }, power);
      const guess = field.mean(places, 0.4);
      arrows.data.forEach((each, i) => expect(each).toBe(guess.data[i] - places.data[i]));
    }
  });

  it('at infinity is that of diffusion', () => {
    const out = empirical(cloudOf(start.data)).denoise(places, 1, 0.7);
    const { arrows } = fieldsAt({ ...start, power: lastPower });
    arrows.data.forEach((each, i) => expect(Math.abs(each + places.data[i] - out.data[i])).toBeLessThan(1e-9));
  });

  it('comes to its limit as 1 / D', () => {
    for (const sigma of [0.7, 3]) {
      const all = distances({ ...start, sigma });
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
    const denoiser = poissonDenoiser(charges({ points: cloudOf(s.data), extra: 8 }), schedule);
    expect(found.x).toEqual(run(edm, { denoiser, schedule, times, x }));
    expect(found.evaluations).toBe(24);
    expect(found.energy).toBe(energyDistance(found.x, cloudOf(s.data)));
    expect(found.off).toBeLessThan(0.05);
    expect(found.key).toBe(sampleKey(s));
    // What travels with the page is rounded.
    const back = unbuilt(built(s));
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
    expect(distanceText({ distance: 0, share: 0 })).toBe('the limit itself');
    expect(distanceText({ distance: 0.391, share: 0.163 })).toBe('0.39 from the limit, 16\u00a0% of its arrows');
    const found = { key: '', x: batch([0, 0], 2), evaluations: 35, energy: 0.0051, off: 0.1, outside: 2 };
    expect(samplesText(start, found)).toBe('18 steps, 35 evaluations: energy distance 0.0051; 2 outside');
    expect(summary(start, fieldsAt(start), null)).toContain('Samples are being computed');
    expect(summary(start, fieldsAt(start), found)).toContain('1 samples by the exact field');
  });
});

describe('the view', () => {
  it('shows all before a touch, and follows its slider', () => {
    const page = mount(h(DSliderView, { id: 'fig-x', built: built(start) }));
    const text = () => page.root.textContent;
    expect(text()).toContain('18 steps, 36 evaluations');
    expect(page.all('.ds-ring')).toHaveLength(4);
    const slider = page.find<HTMLInputElement>('input[aria-label="D, extra dimensions"]');
    slider.value = '12';
    page.send(slider, 'input');
    expect(text()).toContain('the limit itself');
    expect(text()).toContain('D = ∞, diffusion, as set');
    expect(text()).toContain('being computed');
    page.unmount();
  });
});

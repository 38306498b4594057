import { h } from 'preact';
import { describe, expect, it } from 'vitest';
import {
  arrowsOf,
  at,
  carried,
  carriedKey,
  errorsOf,
  exactFlow,
  keptOf,
  learnedVelocity,
  meanError,
  now,
  places,
  statesOf,
  truth,
  truthKey,
} from '../../components/figure/Flow/exact';
import { meetingAt, passing, passingKey } from '../../components/figure/Flow/meeting';
import FlowView from '../../components/figure/Flow/FlowView';
import { meetingText, summary } from '../../components/figure/Flow/labels';
import {
  beginsAnew,
  carriedCount,
  cloudSpec,
  flowFigure,
  flowSpec,
  keptCount,
  mapSize,
  noiseOf,
  runSettings,
  watchOf,
  type FlowSettings,
} from '../../components/figure/Flow/state';
import { decode, encode } from '../../components/figure/link';
import { batch, count, zeros } from '../../src/core/batch';
import { gaussian, interpolant, interpolantPath } from '../../src/core/flow';
import { parsePlaneSettings } from '../../src/engine/kinds/plane/parse';
import { mount } from './dom';

const start = flowFigure.defaults;
const moons: FlowSettings = { ...start, source: 'two-moons', data: 'spiral' };

describe('settings', () => {
  it('are a run that the worker takes, and travel in a link', () => {
    for (const s of [start, moons, { ...moons, path: 'encoding-decoding' as const, coupling: 'optimal' as const }]) {
      expect(parsePlaneSettings(runSettings(s))).toEqual(runSettings(s));
      expect(flowFigure.parse(decode(encode(flowFigure.encode(s, start))).values)).toEqual({
        settings: s,
        problems: [],
      });
    }
    expect(flowFigure.parse({ t: 0, source: 'cat', noise: 2 }).problems).toHaveLength(3);
  });

  it('give a path that forgets where it began noise to decode from', () => {
    expect(noiseOf({ path: 'encoding-decoding', noise: 0 })).toBe(0.5);
    expect(flowSpec({ ...start, path: 'encoding-decoding' })).toMatchObject({ noise: 'sine', scale: 0.5 });
    expect(flowSpec(start)).toMatchObject({ noise: 'none', scale: 0, scattered: false });
  });

  it('take the moons for a drawing that is too small, and say so', () => {
    expect(cloudSpec('drawn', { points: [] }).wanting).toMatch(/^Nothing is drawn yet/);
    expect(flowSpec({ ...start, data: 'drawn' }).data).toEqual({ kind: 'two-moons' });
    const points = [0, 0, 1, 1, 2, 0];
    expect(flowSpec({ ...start, data: 'drawn', points }).data).toEqual({ kind: 'drawn', points });
  });

  it('begin a network anew for another flow, and not for another look', () => {
    expect(beginsAnew(start, { ...start, t: 0.9, x: 1, carry: 3, epsilon: 0.1 })).toBe(false);
    for (const change of [{ path: 'trigonometric' }, { noise: 0.2 }, { data: 'spiral' }, { seed: 1 }] as const)
      expect(beginsAnew(start, { ...start, ...change })).toBe(true);
  });
});

describe('the exact field', () => {
  it('is core’s on the grid that the network is asked on', () => {
    const found = now(truth(moons));
    const { flow } = exactFlow(moons);
    expect(watchOf(moons).field).toMatchObject({ t: moons.t, size: mapSize });
    expect(found.velocity.data).toEqual(flow.velocity(places, moons.t, zeros(count(places), 2)).data);
    expect(found.density).toEqual(flow.logDensity(places, moons.t).map(Math.exp));
    expect(found.key).toBe(truthKey(moons));
    // A network that answers x - t u has learned it.
    const answer = places.data.map((x, i) => x - moons.t * found.velocity.data[i]);
    const errors = errorsOf(learnedVelocity(answer, moons.t), found);
    expect(meanError(errors, found)).toBeLessThan(1e-9);
    const off = learnedVelocity(
      answer.map((v, i) => v - (i % 2 === 0 ? 0.3 * moons.t : 0)),
      moons.t,
    );
    expect(meanError(errorsOf(off, found), found)).toBeCloseTo(0.3, 9);
    const { at: where, vectors } = arrowsOf(found.velocity);
    expect(vectors.data).toEqual(flow.velocity(where, moons.t, zeros(count(where), 2)).data);
  });
});

describe('the pairs that meet', () => {
  it('have the marginal velocity for their mean, each as its own path through the place', () => {
    for (const s of [start, moons, { ...moons, path: 'trigonometric' as const, noise: 0.4 }]) {
      const met = meetingAt({ ...s, x: 0.4, y: 0.2 });
      if (s.source === 'gaussian') {
        expect(met.lines).toHaveLength(48);
        for (const d of [0, 1]) {
          const mean = met.lines.reduce((sum, { weight, velocity }) => sum + weight * velocity[d], 0);
          expect(mean).toBeCloseTo(met.mean[d], 9);
        }
      }
      met.lines.slice(1).forEach(({ weight }, i) => expect(weight).toBeLessThanOrEqual(met.lines[i].weight));
      // At t = 1 / 2 the middle point of every line is the place itself.
      for (const { points } of met.lines) {
        expect(points[24]).toBeCloseTo(0.4, 9);
        expect(points[25]).toBeCloseTo(0.2, 9);
      }
    }
  });

  it('lie beside the path of the flow, which passes the place and is asked for in pieces', () => {
    for (const s of [start, { ...moons, x: 0.4, y: 0.2 }]) {
      const work = passing(s);
      let pieces = 0;
      let step = work.next();
      for (; step.done !== true; step = work.next()) pieces += 1;
      expect(pieces).toBeGreaterThan(5);
      const { key, path } = step.value;
      expect(key).toBe(passingKey(s));
      expect(passingKey({ ...s, t: 0.31 })).not.toBe(key);
      const points = Array.from({ length: path.length / 2 }, (_, k) => [path[2 * k], path[2 * k + 1]] as const);
      const k = points.findIndex(([x, y]) => x === s.x && y === s.y);
      expect(k).toBeGreaterThan(0);
      // By the velocity that the place has, to first order, on either side.
      const [before, after] = [points[k - 1], points[k + 1]];
      const met = meetingAt(s);
      const h = (before[0] - after[0]) * met.mean[0] + (before[1] - after[1]) * met.mean[1];
      const cosine = h / Math.hypot(before[0] - after[0], before[1] - after[1]) / Math.hypot(...met.mean);
      expect(cosine).toBeGreaterThan(0.98);
    }
  });

  it('are told in words', () => {
    const met = meetingAt({ ...start, x: 0.4, y: 0.2 });
    const held = (n: number) => met.lines.slice(0, n).reduce((sum, { weight }) => sum + weight, 0);
    expect(held(met.most)).toBeGreaterThanOrEqual(0.9);
    expect(held(met.most - 1)).toBeLessThan(0.9);
    expect(meetingText(met)).toContain(`${met.most} pairs hold 90`);
    expect(meetingText({ ...met, most: 1 })).toMatch(/^one pair holds/);
  });
});

describe('what the flow carries', () => {
  it('is Euler’s method on the exact velocity', () => {
    const s = { ...start, carry: 5 };
    const found = now(carried(s));
    const { flow, source } = exactFlow(s);
    const states = statesOf(found);
    expect(states).toHaveLength(6);
    states.slice(1).forEach((state, i) => {
      const u = flow.velocity(states[i], 1 - i / 5, zeros(keptCount, 2));
      state.data.forEach((x, j) => expect(x).toBeCloseTo(states[i].data[j] - u.data[j] / 5, 9));
    });
    expect(at(found, 1)).toEqual(states[0]);
    expect(at(found, 0).data).toEqual(states[5].data);
    at(found, 0.7).data.forEach((x, i) => expect(x).toBeCloseTo((states[1].data[i] + states[2].data[i]) / 2, 12));
    expect(found.key).toBe(carriedKey(s));
    expect(source.name).toBe('gaussian');
  });

  it('comes to the data, from moons to a spiral too, and with noise on the way', () => {
    for (const s of [moons, { ...start, epsilon: 0.15, carry: 40 }]) {
      expect(now(carried(s)).energy).toBeLessThan(0.02);
    }
    expect(now(carried({ ...moons, carry: 1 })).energy).toBeGreaterThan(0.1);
  });

  it('is kept of a run’s longer path', () => {
    const path = Float64Array.from({ length: 3 * 2 * carriedCount }, (_, i) => i);
    const kept = keptOf(path);
    expect(kept).toHaveLength(3 * 2 * keptCount);
    expect([kept[0], kept[2 * keptCount], kept[4 * keptCount + 1]]).toEqual([
      0,
      2 * carriedCount,
      4 * carriedCount + 1,
    ]);
  });
});

describe('the view', () => {
  it('shows the exact flow before anything was trained, and follows the place pointed at', () => {
    const page = mount(h(FlowView, { id: 'fig-x' }));
    expect(page.root.textContent).toContain('Paths that meet here');
    expect(page.root.textContent).toContain('not trained yet: press Train');
    const point = page.find<SVGElement>('[aria-label="Place whose velocity is taken apart"]');
    const before = point.getAttribute('aria-valuetext');
    page.key(point, 'ArrowRight');
    expect(page.find('[aria-label="Place whose velocity is taken apart"]').getAttribute('aria-valuetext')).not.toBe(
      before,
    );
    page.unmount();
  });

  it('has words for its state', () => {
    const met = meetingAt(start);
    expect(summary(start, met, null, null, null)).toContain('The network has not been trained yet.');
    expect(summary(moons, met, { key: '', states: new Float64Array(0), energy: 0.0123 }, null, null)).toContain(
      '20 steps: energy distance 0.012 at the end',
    );
  });
});

describe('Gaussian to Gaussian', () => {
  it('has its velocity in closed form', () => {
    const [s, q] = [0.5, 1.5];
    const flow = interpolant({ data: gaussian(2, s), other: gaussian(2, q), path: interpolantPath() });
    const x = batch([0.7, -1.1], 2);
    for (const t of [0, 0.3, 0.8, 1]) {
      const rate = (t * q * q - (1 - t) * s * s) / ((1 - t) ** 2 * s * s + t * t * q * q);
      const u = flow.velocity(x, t, zeros(1, 2)).data;
      expect(u[0]).toBeCloseTo(rate * 0.7, 12);
      expect(u[1]).toBeCloseTo(rate * -1.1, 12);
    }
  });
});

import { h } from 'preact';
import { beforeAll, describe, expect, it } from 'vitest';
import { decode, encode } from '../../components/figure/link';
import { likelihoodAtBuild, mapOfBuilt, pathOfBuilt } from '../../components/figure/LikelihoodMap/built';
import { bothUnits, exactText, factor, solverText, summary } from '../../components/figure/LikelihoodMap/labels';
import LikelihoodMapView from '../../components/figure/LikelihoodMap/LikelihoodMapView';
import {
  errorsOf,
  mapPoints,
  methods,
  orderOf,
  runMap,
  type MapRun,
  type MapState,
} from '../../components/figure/LikelihoodMap/map';
import { areaOf, pathOf, pathPoints, pathSpec, stationAt, type Path } from '../../components/figure/LikelihoodMap/path';
import {
  courseOf,
  likelihoodMap,
  mapKey,
  mapSize,
  pathKey,
  targetOf,
  type LikelihoodSettings,
} from '../../components/figure/LikelihoodMap/settings';
import { exactLogDensity, exactSolver, logDensities, span } from '../../components/figure/LikelihoodMap/solve';
import { noPace } from '../../components/figure/kit/pace';
import { batch } from '../../src/core/batch';
import { logDeterminantsAt, statesAt } from '../../src/engine/kinds/plane/likelihood';
import { mount } from './dom';

const start = likelihoodMap.defaults;

async function mapped(
  change: Partial<LikelihoodSettings>,
  more: Partial<MapRun> = {},
): Promise<{ readonly s: LikelihoodSettings; readonly states: readonly MapState[] }> {
  const s = { ...start, ...change };
  const states: MapState[] = [];
  await runMap({
    settings: s,
    solve: exactSolver(targetOf(s), noPace),
    pace: noPace,
    wanted: () => true,
    report: (state) => states.push(state),
    ...more,
  });
  return { s, states };
}

async function walked(change: Partial<LikelihoodSettings>): Promise<Path> {
  const s = { ...start, ...change };
  return pathOf(s, await exactSolver(targetOf(s), noPace)(pathSpec(s)));
}

const worst = (path: Path, of: (station: Path['stations'][number]) => number) =>
  Math.max(...path.stations.map((one) => Math.abs(of(one))));

describe('the map', () => {
  it.each([
    ['eight-gaussians', 'linear'],
    ['uneven', 'linear'],
    ['uneven', 'cosine'],
    ['eight-gaussians', 'sub-vp'],
    ['eight-gaussians', 'edm'],
    ['uneven', 'flow'],
  ] as const)(
    'is the exact log-density, for %s under %s: all over the square and at held-out points',
    async (target, schedule) => {
      const { s, states } = await mapped({ target, schedule, prior: 'exact', tolerance: 1e-7 }, { orders: [] });
      const { most, heldOut, nll } = errorsOf(s, states.at(-1)!);
      // Log-densities go down to -140 here.
      expect(most).toBeLessThan(1e-4);
      expect(heldOut).toBeLessThan(1e-5);
      expect(nll.ode).toBeCloseTo(nll.exact, 6);
    },
  );

  it('with a Gaussian for the noise is off by what the schedule leaves of the data', async () => {
    const error = async (schedule: LikelihoodSettings['schedule']) => {
      const { s, states } = await mapped({ schedule, target: 'uneven', tolerance: 1e-7 }, { orders: [] });
      return errorsOf(s, states.at(-1)!).heldOut!;
    };
    const [linear, cosine] = [await error('linear'), await error('cosine')];
    expect(linear).toBeGreaterThan(1e-4);
    expect(linear).toBeLessThan(0.01);
    expect(cosine).toBeLessThan(linear / 20);
  });

  it('comes coarse first, whole at once, then fine; the coarse values stay', async () => {
    const { s, states } = await mapped({ solver: 'rk4', steps: 16 });
    const size = mapSize(s);
    expect(states[0].done).toBeCloseTo(1 / 9, 10);
    expect(states[0].values.every(Number.isFinite)).toBe(true);
    const fine = states.find(({ done }) => done === 1)!;
    for (let row = 1; row < size; row += 3) {
      for (let column = 1; column < size; column += 3) {
        const middle = row * size + column;
        expect(fine.values[middle]).toBe(states[0].values[middle]);
        expect(states[0].values[middle + size - 1]).toBe(states[0].values[middle]);
      }
    }
    expect(fine.values[3]).not.toBe(states[0].values[3]);
    expect(states.at(-1)!.orders).toHaveLength(6 * methods.length);
    // Point by point it is what following all of them at once gives.
    const all = await exactSolver(
      'eight-gaussians',
      noPace,
    )({ ...courseOf(s), points: mapPoints(size).data, path: false });
    expect(logDensities(s, all)).toEqual(fine.values);
    expect(all.evaluations).toBe(fine.evaluations);
    expect(all.evaluations).toBe(64);
  });

  it('stops as soon as nobody wants it', async () => {
    let asked = 0;
    const { states } = await mapped({ solver: 'euler', steps: 4 }, { wanted: () => ++asked <= 6 });
    expect(states.at(-1)!.done).toBeLessThan(0.3);
    expect(states.at(-1)!.heldOut).toBeNull();
  });

  it('is the same each time, and another with another seed only where there are probes', async () => {
    const values = async (change: Partial<LikelihoodSettings>) =>
      (await mapped({ solver: 'heun', steps: 8, ...change }, { orders: [] })).states.at(-1)!.values;
    const plain = await values({});
    expect(await values({})).toEqual(plain);
    expect(await values({ seed: 8 })).toEqual(plain);
    const noisy = await values({ divergence: 'hutchinson' });
    expect(await values({ divergence: 'hutchinson' })).toEqual(noisy);
    expect(await values({ divergence: 'hutchinson', seed: 8 })).not.toEqual(noisy);
  });

  it('falls to the truth at the order of the solver', async () => {
    const { states } = await mapped({ schedule: 'flow' });
    const { orders } = states.at(-1)!;
    const order = (name: string) => orderOf(orders.filter(({ method }) => method === name))!;
    expect(order('euler')).toBeGreaterThan(0.8);
    expect(order('euler')).toBeLessThan(1.3);
    expect(order('heun')).toBeGreaterThan(1.7);
    expect(order('heun')).toBeLessThan(2.6);
    expect(order('rk4')).toBeGreaterThan(3.6);
    expect(order('rk4')).toBeLessThan(5.2);
    expect(orderOf([])).toBeNull();
    expect(orderOf([8, 16, 32].map((steps) => ({ method: 'heun', steps, error: steps ** -2 })))).toBeCloseTo(2, 12);
  });
});

describe('Hutchinson’s estimate', () => {
  it('is right on average and errs by one over the root of the probes', async () => {
    const point = { x: 1.2, y: 0.5, solver: 'rk4', steps: 40 } as const;
    const truth = (await walked(point)).stations.at(-1)!.logDeterminant;
    // Every row of a batch of the same point has signs of its own: as many estimates as rows.
    const estimates = async (probes: number) => {
      const rows = 400;
      const points = Float64Array.from({ length: 2 * rows }, (_, i) => (i % 2 === 0 ? point.x : point.y));
      const s = { ...start, ...point, divergence: 'hutchinson', probes } as const;
      const all = logDeterminantsAt(
        await exactSolver('eight-gaussians', noPace)({ ...courseOf(s), points, path: false }),
      );
      const mean = all.reduce((sum, v) => sum + v, 0) / rows;
      return { mean, spread: Math.sqrt(all.reduce((sum, v) => sum + (v - mean) ** 2, 0) / rows) };
    };
    const [one, sixteen] = [await estimates(1), await estimates(16)];
    expect(one.spread).toBeGreaterThan(0.5);
    expect(Math.abs(one.mean - truth)).toBeLessThan((4 * one.spread) / 20);
    expect(Math.abs(sixteen.mean - truth)).toBeLessThan((4 * sixteen.spread) / 20);
    expect(one.spread / sixteen.spread).toBeGreaterThan(3);
    expect(one.spread / sixteen.spread).toBeLessThan(5.2);
  });
});

describe('the path of a point', () => {
  it('adds up to the log-density, at every time', async () => {
    for (const schedule of ['linear', 'edm', 'flow'] as const) {
      const path = await walked({ schedule, prior: 'exact', tolerance: 1e-8 });
      expect(
        worst(path, ({ logDensity, exact }) => logDensity - exact),
        schedule,
      ).toBeLessThan(1e-5);
      expect(path.logPrior + path.stations.at(-1)!.logDeterminant).toBeCloseTo(path.stations[0].logDensity, 12);
    }
  });

  it('carries a small square whose area grows by the exponential of the integrated divergence', async () => {
    for (const place of [
      { x: 1.5, y: 1.6 },
      { x: 1.1, y: 0.7 },
      { x: -0.3, y: -2.2 },
    ]) {
      const off = async (patch: number) =>
        worst(
          await walked({ ...place, patch, tolerance: 1e-8 }),
          ({ logArea, logDeterminant }) => logArea - logDeterminant,
        );
      const [large, small] = [await off(0.04), await off(0.01)];
      expect(small, `${place.x}, ${place.y}`).toBeLessThan(0.01);
      // What is left is of the order of the square's area.
      expect(large / small).toBeGreaterThan(8);
      expect(large / small).toBeLessThan(32);
    }
  });

  it('begins at the point, with a square of the side asked for, and is followed by time', async () => {
    const points = pathPoints({ x: 1, y: -2, patch: 0.3 });
    expect([points[0], points[1]]).toEqual([1, -2]);
    expect(areaOf(points.subarray(2))).toBeCloseTo(0.09, 12);
    expect(areaOf(Float64Array.of(0, 0, 0, 1, 1, 1, 1, 0))).toBe(-1);
    const path = await walked({});
    expect(path.stations[0].at).toEqual([start.x, start.y]);
    expect(stationAt(path, 0)).toBe(path.stations[0]);
    expect(stationAt(path, 1)).toBe(path.stations.at(-1));
    expect(Math.abs(stationAt(path, 0.3).t - 0.3)).toBeLessThan(0.01);
    const fixed = await walked({ solver: 'euler', steps: 5 });
    expect(fixed.stations.map(({ t }) => t)).toEqual(
      [0, 0.2, 0.4, 0.6000000000000001, 0.8, 1].map((t): unknown => expect.closeTo(t, 12)),
    );
    expect(fixed.evaluations).toBe(5);
  });

  it('agrees with the map, which follows other points at the same time', async () => {
    const s = { ...start, solver: 'rk4', steps: 20 } as const;
    const alone = await exactSolver(
      'eight-gaussians',
      noPace,
    )({ ...courseOf(s), points: Float64Array.of(s.x, s.y), path: false });
    const path = await walked(s);
    expect(path.stations[0].logDensity).toBeCloseTo(logDensities(s, alone)[0], 10);
    expect(statesAt(alone).data[0]).toBeCloseTo(path.stations.at(-1)!.at[0] * path.stations.at(-1)!.scale, 10);
  });
});

describe('settings and words', () => {
  it('go through a link and back, and come out usable whatever comes in', () => {
    const s: LikelihoodSettings = {
      ...start,
      solver: 'heun',
      steps: 7,
      x: -1.25,
      y: 2,
      t: 0.4,
      divergence: 'hutchinson',
      probes: 3,
      prior: 'exact',
      tolerance: 1e-7,
    };
    expect(likelihoodMap.parse(decode(encode(likelihoodMap.encode(s))).values).settings).toEqual(s);
    const bad = likelihoodMap.parse({ steps: 0, solver: 'guess', x: NaN, tolerance: 5, probes: 1.5 });
    expect(bad.settings).toEqual(start);
    expect(bad.problems).toHaveLength(5);
  });

  it('name a map by what it depends on, and a path by more', () => {
    const key = mapKey(start, '');
    expect(mapKey({ ...start, x: 0, y: 0, t: 0, patch: 0.1, steps: 9, probes: 4, training: 100 }, '')).toBe(key);
    for (const change of [
      { tolerance: 1e-3 },
      { solver: 'euler' },
      { target: 'uneven' },
      { schedule: 'flow' },
      { prior: 'exact' },
      { divergence: 'hutchinson' },
    ] as const) {
      expect(mapKey({ ...start, ...change }, ''), JSON.stringify(change)).not.toBe(key);
    }
    expect(pathKey({ ...start, t: 0 }, '')).toBe(pathKey(start, ''));
    expect(pathKey({ ...start, x: 0 }, '')).not.toBe(pathKey(start, ''));
    expect(targetOf({ model: 'learned', target: 'uneven' })).toBe('eight-gaussians');
    expect(mapKey({ ...start, model: 'learned' }, 'step 1')).not.toBe(mapKey({ ...start, model: 'learned' }, 'step 2'));
  });

  it('begin a network where it has learned, and say with how much noise', () => {
    const [from, to] = span({ ...start, model: 'learned', schedule: 'cosine' });
    expect(from).toBeGreaterThan(1e-3);
    expect(to).toBeCloseTo(1, 3);
    expect(span(start)).toEqual([0, 1]);
    expect(span({ ...start, schedule: 'flow' })[1]).toBeLessThan(1);
    expect(exactText(start)).toBe('in closed form');
    expect(exactText({ ...start, model: 'learned' })).toBe('in closed form, with noise of 0.010 on it');
    expect(solverText({ ...start, model: 'learned' })).toBe('adaptive, tolerance 1e−4, the finest for 32 bits');
    expect(solverText({ ...start, solver: 'rk4', steps: 1 })).toBe('RK4, 1 step');
    expect(bothUnits(2 * Math.LN2)).toBe('1.386 nats = 1.000 bits/dim');
    expect(factor(0.000012345)).toBe('1.23e−5');
    expect(summary({ ...start, model: 'learned' }, null, null)).toContain('has not been trained yet');
  });
});

describe('the figure as built', () => {
  let built: Awaited<ReturnType<typeof likelihoodAtBuild>>;
  beforeAll(async () => {
    built = await likelihoodAtBuild({});
  });

  it('travels without losing the digits of its errors', async () => {
    const { s, states } = await mapped({});
    const [then, now] = [errorsOf(s, mapOfBuilt(built!).state), errorsOf(s, states.at(-1)!)];
    expect(then.most / now.most).toBeCloseTo(1, 6);
    expect(then.heldOut! / now.heldOut!).toBeCloseTo(1, 6);
    expect(mapOfBuilt(built!).key).toBe(mapKey(s, ''));
    const [old, fresh] = [pathOfBuilt(built!).path, await walked({})];
    expect(old.stations[0].logDensity).toBeCloseTo(fresh.stations[0].logDensity, 6);
    expect(worst(old, (one) => one.logArea - fresh.stations[old.stations.indexOf(one)].logArea)).toBeLessThan(1e-4);
    expect(await likelihoodAtBuild({ model: 'learned' })).toBeNull();
    expect(JSON.stringify(built).length).toBeLessThan(60_000);
  });

  it('shows its numbers, and is pointed at by keyboard', async () => {
    const on = mount(h(LikelihoodMapView, { id: 'fig-x', built }));
    const path = await walked({});
    expect(on.root.textContent).toContain(`exact ${path.stations[0].exact.toFixed(3).replace('-', '−')}`);
    const point = on.find('.f-point[role=slider]');
    const before = point.getAttribute('aria-valuetext');
    expect(before).toMatch(/^\(1\.50, 1\.60\): log p −1\.05\d by the ODE, exactly −1\.05\d$/);
    on.key(point, 'ArrowRight');
    await expect
      .poll(() => on.find('.f-point[role=slider]').getAttribute('aria-valuetext'))
      .toMatch(/^\(1\.60, 1\.60\): log p/);
    const there = exactLogDensity(start, batch([1.6, 1.6], 2))[0];
    expect(on.find('.f-point[role=slider]').getAttribute('aria-valuetext')).toContain(
      `exactly ${there.toFixed(3).replace('-', '−')}`,
    );
    on.unmount();
  });
});

import fc from 'fast-check';
import { h } from 'preact';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { packed, unpacked } from '../../components/figure/packed';
import {
  arrowField,
  drawnVector,
  errorCurve,
  errorsOf,
  learnedScore,
  meanErrors,
  truthAt,
  truthOn,
  type MeanErrors,
} from '../../components/figure/ScoreField/fields';
import { nearestOfCurve, readingAt, summary } from '../../components/figure/ScoreField/labels';
import {
  beginsAnew,
  cellAt,
  cellCentre,
  curveTimes,
  data,
  extent,
  mapRequest,
  mapSize,
  neighbour,
  runSettings,
  schedule,
  scoreField,
  watchOf,
} from '../../components/figure/ScoreField/state';
import { decode, encode } from '../../components/figure/link';
import { batch, zeros } from '../../src/core/batch';
import { scoreErrorMap } from '../../src/core/metric/index';
import { prerender } from '../../src/engine/build/prerender';
import { plane } from '../../src/engine/kinds/plane/index';
import { type Field, type FieldRequest, type PlaneWatch, fieldGrid } from '../../src/engine/kinds/plane/watch';
import type { PlaneSnapshot } from '../../src/engine/kinds/plane/types';
import ScoreFieldView from '../../components/figure/ScoreField/ScoreFieldView';
import { mount } from './dom';

/** Stands in for the engine: remembers what it is asked, and answers when the test says so. */
const asked = vi.hoisted(() => ({ calls: [] as unknown[][], answer: (_snapshot: unknown): void => undefined }));
vi.mock('../../src/engine/client', () => ({
  engine: () => ({
    open: (...given: unknown[]) => {
      const note =
        (name: string) =>
        (...what: unknown[]) =>
          void asked.calls.push([name, ...what]);
      note('open')(...given);
      return {
        play: note('play'),
        pause: note('pause'),
        configure: note('configure'),
        watch: note('watch'),
        setVisible: () => undefined,
        reset: note('reset'),
        step: note('step'),
        close: () => undefined,
        onFailure: () => () => undefined,
        async *snapshots() {
          for (;;)
            yield await new Promise((resolve) => {
              asked.answer = resolve;
            });
        },
      };
    },
  }),
}));

const start = scoreField.defaults;

/** What a perfect network would answer. */
function perfect(request: FieldRequest): Field {
  const at = batch(fieldGrid(request), 2);
  return { ...request, values: data.denoiser(schedule).denoise(at, request.t, zeros(request.size ** 2, 2)).data };
}

describe('the score field', () => {
  it('finds no error in a perfect network', () => {
    for (const t of [0.02, 0.3, 0.98]) {
      const errors = errorsOf(learnedScore(perfect(mapRequest(t))), truthAt(t));
      expect(Math.max(...errors)).toBeLessThan(1e-8);
    }
    for (const { weighted, plain } of errorCurve(watchOf(start).fields.map(perfect)) ?? []) {
      expect(weighted).toBeLessThan(1e-16);
      expect(plain).toBeLessThan(1e-16);
    }
  });

  it('measures an error as the library does', () => {
    const truth = truthAt(0.4);
    const wrong = perfect(mapRequest(0.4));
    for (let i = 0; i < wrong.values.length; i += 2) wrong.values[i] += 0.1;
    const learned = learnedScore(wrong);
    const given = (values: typeof learned) => ({
      score: (_x: unknown, _t: number, out: typeof learned) => {
        out.data.set(values.data);
        return out;
      },
    });
    const map = scoreErrorMap(given(learned), given(truth.score), truth.at, 0.4);
    errorsOf(learned, truth).forEach((error, i) => expect(error).toBeCloseTo(schedule.sigma(0.4) * map[i], 10));
    // An error of 0.1 in x_0 along one axis is alpha / sigma of that in epsilon.
    const each = (0.1 * schedule.alpha(0.4)) / schedule.sigma(0.4);
    const { weighted, plain } = meanErrors(errorsOf(learned, truth), truth.density);
    expect(weighted).toBeCloseTo(each ** 2 / 2, 10);
    expect(plain).toBeCloseTo(each ** 2 / 2, 10);
  });

  it('integrates the density on its grids: nearly all of it is in the square', () => {
    for (const request of watchOf(start).fields) {
      const { density } = truthOn(request);
      const mass = density.reduce((sum, p) => sum + p, 0) * ((2 * extent) / request.size) ** 2;
      expect(mass, `at t = ${request.t}`).toBeGreaterThan(0.98);
      expect(mass, `at t = ${request.t}`).toBeLessThan(1.01);
    }
  });

  it('draws both fields by one rule: directions kept, lengths in order, none too long', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -50, max: 50, noNaN: true }),
        fc.double({ min: -50, max: 50, noNaN: true }),
        fc.double({ min: 0.02, max: 0.98, noNaN: true }),
        (u, v, t) => {
          const [du, dv] = drawnVector(u, v, t);
          expect(du * v - dv * u).toBeCloseTo(0, 6);
          expect(Math.hypot(du, dv)).toBeLessThanOrEqual(0.42);
          expect(Math.hypot(...drawnVector(2 * u, 2 * v, t))).toBeGreaterThanOrEqual(Math.hypot(du, dv));
        },
      ),
    );
    const { at, vectors } = arrowField(truthAt(0.3).score, truthAt(0.3));
    expect(at.data).toHaveLength(2 * 16 * 16);
    expect([...vectors.data].every(Number.isFinite)).toBe(true);
  });

  it('points at cells of the map', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -extent, max: extent, noNaN: true }),
        fc.double({ min: -extent, max: extent, noNaN: true }),
        (x, y) => {
          const [cx, cy] = cellCentre(cellAt(x, y));
          const half = extent / mapSize + 1e-12;
          expect(Math.abs(cx - x)).toBeLessThanOrEqual(half);
          expect(Math.abs(cy - y)).toBeLessThanOrEqual(half);
        },
      ),
    );
    const cell = cellAt(0, 0);
    expect(cellAt(...neighbour(cell, 1, 0))).toBe(cell + 1);
    expect(cellAt(...neighbour(cell, 0, 1))).toBe(cell + mapSize);
    expect(cellAt(...neighbour(0, -5, -5))).toBe(0);
    const grid = fieldGrid(mapRequest(0.5));
    expect([grid[2 * cell], grid[2 * cell + 1]]).toEqual(cellCentre(cell).map((v): unknown => expect.closeTo(v, 10)));
    const reading = readingAt({ ...start, x: 1.4, y: 0.2 }, truthAt(0.4), null);
    expect(reading.learned).toBeNull();
    expect(reading.exact[0]).toBeCloseTo(
      data.score(batch([reading.x, reading.y], 2), schedule.alpha(0.4), schedule.sigma(0.4)).data[0],
      12,
    );
  });

  it('begins anew when the run changes, and not when the reader looks elsewhere', () => {
    expect(beginsAnew(start, { ...start, t: 0.7, x: 0, y: 1 })).toBe(false);
    expect(beginsAnew(start, { ...start, level: 0.3 })).toBe(false);
    expect(beginsAnew(start, { ...start, trained: 'one' })).toBe(true);
    expect(beginsAnew({ ...start, trained: 'one' }, { ...start, trained: 'one', level: 0.3 })).toBe(true);
    expect(beginsAnew(start, { ...start, seed: 8 })).toBe(true);
  });

  it('goes through a link and back, and comes out usable whatever comes in', () => {
    const s = {
      ...start,
      t: 0.61,
      trained: 'one' as const,
      level: 0.33,
      x: -1.5,
      y: 2,
      prediction: 'epsilon' as const,
    };
    expect(scoreField.parse(decode(encode(scoreField.encode(s))).values).settings).toEqual(s);
    const bad = scoreField.parse({ t: 7, trained: 'some', steps: 1e9, x: 'left' });
    expect(bad.settings).toEqual(start);
    expect(bad.problems).toHaveLength(4);
    expect(bad.problems[0]).toMatch(/^t is 7 \(expected 0\.02 to 0\.98\)/);
  });

  it('packs numbers to 32 bits and back', () => {
    const values = [0, -1.5, 3.25, Math.PI, 1e-6];
    expect([...unpacked(packed(values))]).toEqual(values.map(Math.fround));
  });
});

describe('a network trained at build time', () => {
  let all: readonly MeanErrors[];
  let one: readonly MeanErrors[];
  let field: Field;

  beforeAll(async () => {
    const trained = async (change: object) => {
      const settings = { ...start, ...change };
      const run = await prerender(plane, runSettings(settings), watchOf(settings));
      const fields = (run.fields ?? []).map((f) => ({ ...f, values: Float64Array.from(f.values) }));
      if (run.field) field = { ...run.field, values: Float64Array.from(run.field.values) };
      return errorCurve(fields) ?? [];
    };
    one = await trained({ trained: 'one', level: 0.5 });
    all = await trained({});
  }, 60_000);

  it('is nearer the exact score where the data is than elsewhere', () => {
    for (const at of [0.08, 0.2, 0.32].map(nearestOfCurve)) expect(all[at].weighted).toBeLessThan(all[at].plain / 3);
    expect(all[nearestOfCurve(0.5)].weighted).toBeLessThan(0.02);
    const truth = truthAt(start.t);
    const errors = errorsOf(learnedScore(field), truth);
    const median = (pick: (i: number) => boolean) =>
      [...errors]
        .filter((_, i) => pick(i))
        .sort((a, b) => a - b)
        .at(Math.floor([...errors].filter((_, i) => pick(i)).length / 2)) ?? NaN;
    expect(median((i) => truth.density[i] < 1e-6)).toBeGreaterThan(2 * median((i) => truth.density[i] > 0.02));
  });

  it('knows the one level that it was trained at and no other', () => {
    // Near t = 1 any network is right in epsilon: hardly any data is left in x_t to be wrong about.
    const inner = one.slice(0, nearestOfCurve(0.8));
    const best = curveTimes[inner.reduce((least, e, i) => (e.weighted < inner[least].weighted ? i : least), 0)];
    expect(best).toBe(0.5);
    expect(one[nearestOfCurve(0.5)].weighted).toBeLessThan(0.02);
    expect(one[nearestOfCurve(0.2)].weighted).toBeGreaterThan(20 * one[nearestOfCurve(0.5)].weighted);
  });

  it('is put in words', () => {
    const reading = readingAt(start, truthAt(start.t), learnedScore(field));
    expect(summary(start, null, reading)).toContain('has not been trained yet');
    expect(reading.error).toBeGreaterThan(0);
  });
});

describe('the figure on a page', () => {
  beforeEach(() => {
    asked.calls.length = 0;
  });
  const named = (name: string) => asked.calls.filter(([call]) => call === name);
  const snapshot = (t: number, status: PlaneSnapshot['status'] = 'done') => ({
    run: 'run-1',
    number: 0,
    status,
    step: 1500,
    backend: 'simd',
    stepsPerSecond: 900,
    loss: 0.3,
    samples: new Float64Array(0),
    energyDistance: NaN,
    field: perfect(mapRequest(t)),
    fields: watchOf(start).fields.map(perfect),
  });
  const answer = async (t: number) => {
    await vi.waitFor(() => asked.answer(snapshot(t)));
    await new Promise((resolve) => setTimeout(resolve, 30));
  };
  const page = () => mount(h(ScoreFieldView, { id: 'fig-x' }));
  const set = (on: ReturnType<typeof page>, detail: object) =>
    on.send(on.window.document.querySelector('figure') as Element, 'figure:set', { detail });

  it('trains when seen, asks one question at a time, and begins anew when the run changes', async () => {
    const on = page();
    expect(named('play')).toHaveLength(1);
    await answer(start.t);
    expect(on.root.textContent).toContain('Learned score, step 1500');
    set(on, { t: 0.4 });
    set(on, { t: 0.5 });
    set(on, { t: 0.6 });
    const times = () => named('watch').map(([, watch]) => (watch as Partial<PlaneWatch>).field?.t);
    expect(times()).toEqual([0.4]);
    expect(on.root.textContent).toContain('as learned at t = 0.26');
    await answer(0.4);
    expect(times()).toEqual([0.4, 0.6]);
    await answer(0.6);
    expect(times()).toEqual([0.4, 0.6]);
    expect(on.root.textContent).toMatch(/there: \(/);
    expect(named('configure')).toHaveLength(0);
    set(on, { trained: 'one', level: 0.3 });
    expect(named('configure')).toEqual([['configure', expect.objectContaining({ levels: [0.3, 0.3] }), 'reset']]);
    expect(named('play')).toHaveLength(2);
    on.unmount();
  });

  it('is pointed at by keyboard', () => {
    const on = page();
    const point = on.find('.f-point[role=slider]');
    const before = point.getAttribute('aria-valuetext');
    on.key(point, 'ArrowRight');
    const after = point.getAttribute('aria-valuetext');
    expect(after).not.toBe(before);
    on.key(point, 'ArrowLeft');
    expect(point.getAttribute('aria-valuetext')).toBe(before);
    on.key(point, 'ArrowUp', true);
    expect(on.find('.f-point[role=slider]').getAttribute('aria-valuetext')).not.toBe(before);
    on.unmount();
  });
});

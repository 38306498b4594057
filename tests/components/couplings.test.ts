import { h } from 'preact';
import { describe, expect, it } from 'vitest';
import { builtFound, builtTrained } from '../../components/figure/Couplings/built';
import CouplingsView from '../../components/figure/Couplings/CouplingsView';
import {
  couplingTitle,
  energyText,
  linesText,
  millisecondsText,
  numberText,
  summary,
  trainedText,
} from '../../components/figure/Couplings/labels';
import {
  cloudsOf,
  drawnLook,
  flowSteps,
  found,
  foundKey,
  isCurrent,
  lookKey,
  measuredLook,
  partnersOf,
  sizesOf,
  swept,
  type Found,
} from '../../components/figure/Couplings/looks';
import {
  couplingsFigure,
  couplingKinds,
  flowSpec,
  picked,
  runSettings,
  trainingKey,
  type CouplingsSettings,
} from '../../components/figure/Couplings/state';
import { judged, nothingTrained, progressOf, withSide } from '../../components/figure/Couplings/trained';
import { now } from '../../components/figure/Flow/exact';
import { decode, encode } from '../../components/figure/link';
import { packed } from '../../components/figure/packed';
import { costOf, costs, marginals, optimalPairs, toPlan } from '../../src/core/coupling';
import { parsePlaneSettings } from '../../src/engine/kinds/plane/parse';
import { expectClose } from '../core/golden';
import { mount } from './dom';

const start: CouplingsSettings = { ...couplingsFigure.defaults, n: 24, size: 6 };

function all(s: CouplingsSettings, before: Found = { looks: {}, sweep: null }, clock?: () => number): Found {
  let known = before;
  for (const _ of found(s, before, (next) => (known = { ...known, ...next }), clock));
  return known;
}

const shown = all(start, undefined, () => performance.now());

describe('settings', () => {
  it('are runs that the worker takes, and travel in a link', () => {
    for (const kind of couplingKinds) {
      const run = runSettings(kind, start, 5, 'g');
      expect(parsePlaneSettings(run)).toEqual(run);
      expect(run.flow).toMatchObject({ scattered: true, points: 24, seed: start.seed });
    }
    expect(couplingsFigure.parse(decode(encode(couplingsFigure.encode(start))).values).settings).toEqual(start);
    expect(couplingsFigure.parse({ n: 8, entropy: 0, a: 'best' }).problems).toHaveLength(3);
  });

  it('hold a batch and a point to what is there', () => {
    expect(flowSpec('minibatch', { ...start, size: 90 }).coupling).toEqual({ kind: 'minibatch', size: 24 });
    expect(picked({ pick: 199, n: 24 })).toBe(23);
  });

  it('make what was trained stale where it would come out otherwise', () => {
    const key = trainingKey(start);
    expect(trainingKey({ ...start, pick: 9, power: 2, size: 3, entropy: 1 })).toBe(key);
    for (const change of [{ a: 'minibatch' }, { n: 30 }, { steps: 60 }, { seed: 4 }] as const)
      expect(trainingKey({ ...start, ...change })).not.toBe(key);
    const batches: CouplingsSettings = { ...start, a: 'minibatch' };
    expect(trainingKey({ ...batches, size: 3 })).not.toBe(trainingKey(batches));
  });
});

describe('the couplings', () => {
  const { data, source } = cloudsOf(start);
  const [x, y] = [data.components.means, source.components.means];

  it('keep both clouds, and shorten the way from each with each to the optimal plan', () => {
    const measured = couplingKinds.map((kind) => shown.looks[kind]!.measured!);
    couplingKinds.forEach((kind, i) => {
      const { plan } = shown.looks[kind]!;
      const { rows, columns } = marginals(plan);
      for (const sums of [rows, columns]) expectClose(sums, new Float64Array(24).fill(1 / 24), 1e-6);
      expect(measured[i].cost).toBeCloseTo(costOf(plan, costs(x, y)), 12);
    });
    for (const of of ['cost', 'floor', 'bend'] as const) {
      const [independent, minibatch, entropic, optimal] = measured.map((each) => each[of]);
      expect(minibatch).toBeLessThan(independent);
      expect(optimal).toBeLessThan(minibatch);
      expect(optimal).toBeLessThanOrEqual(entropic);
    }
    expect(measured[3].energy[0]).toBeLessThan(measured[0].energy[0] / 10);
    expect(measured[3].cost).toBeCloseTo(costOf(optimalPairs(x, y), costs(x, y)), 12);
  });

  it('are drawn as one partner for each point', () => {
    for (const kind of couplingKinds) {
      const { pairs, plan, crossings } = shown.looks[kind]!;
      expect([...pairs.to].sort((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, i) => i));
      const weights = toPlan(plan);
      pairs.to.forEach((j, k) => expect(weights[pairs.from[k] * 24 + j]).toBeGreaterThan(0));
      expect(Number.isInteger(crossings)).toBe(true);
    }
    expect(shown.looks.independent!.crossings).toBeGreaterThan(shown.looks.optimal!.crossings);
  });

  it('say who the partners of a point are, and how many pairs are optimal ones', () => {
    const { independent, optimal, minibatch } = shown.looks;
    expect(independent!.matched).toBeCloseTo(1 / 24, 9);
    expect(optimal!.matched).toBeCloseTo(1, 12);
    expect(minibatch!.matched).toBeGreaterThan(1 / 24);
    expect(partnersOf(independent!.plan, 3)).toHaveLength(24);
    expect(partnersOf(optimal!.plan, 3)).toHaveLength(1);
    const partners = partnersOf(minibatch!.plan, 3);
    expect(partners.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    partners.slice(1).forEach(({ share }, i) => expect(share).toBeLessThanOrEqual(partners[i].share));
  });

  it('are timed by the reader’s clock, and not without one', () => {
    couplingKinds.forEach((kind) => expect(shown.looks[kind]!.milliseconds).toBeGreaterThanOrEqual(0));
    expect(now(drawnLook('optimal', start)).milliseconds).toBeNaN();
  });

  it('are taken over where they are known', () => {
    const again = all({ ...start, size: 12, pick: 2 }, shown);
    expect(again.looks.optimal).toBe(shown.looks.optimal);
    expect(again.sweep).toBe(shown.sweep);
    expect(again.looks.minibatch!.key).toBe(lookKey('minibatch', { ...start, size: 12 }));
    expect(foundKey({ ...start, pick: 2 })).toBe(foundKey(start));
  });
});

describe('the sizes of a minibatch', () => {
  it('lead from each with each to the optimal plan', () => {
    expect(sizesOf({ n: 24 })).toEqual([1, 2, 4, 8, 16, 24]);
    expect(isCurrent(shown.sweep, start)).toBe(true);
    expect(isCurrent(shown.sweep, { ...start, seed: 9 })).toBe(false);
    const { points } = now(swept(start));
    expect(points).toEqual(shown.sweep!.points);
    points.slice(1).forEach(({ cost, floor }, i) => {
      expect(cost).toBeLessThan(points[i].cost);
      expect(floor).toBeLessThan(points[i].floor);
    });
    expect(points[5].cost).toBeCloseTo(shown.looks.optimal!.measured!.cost, 12);
    expect(points[0].cost).toBeCloseTo(shown.looks.independent!.measured!.cost, 12);
    // A size that stands in the table too has the number that stands there.
    const s = { ...start, size: 8 };
    const { measured } = now(measuredLook('minibatch', s, now(drawnLook('minibatch', s))));
    expect(points[3].cost).toBeCloseTo(measured!.cost, 12);
    expect(points[3].floor).toBeCloseTo(measured!.floor, 12);
    expect(points[0].floor).toBeCloseTo(shown.looks.independent!.measured!.floor, 12);
    expect(points[5].floor).toBeCloseTo(shown.looks.optimal!.measured!.floor, 9);
  });
});

describe('two networks', () => {
  it('are judged by 1, 2, 4 and 8 steps', async () => {
    const asked: number[] = [];
    const points = cloudsOf(start).data.sample(500, (await import('../../src/core/random')).random(1)).data;
    const { samples, energy } = await judged(start, (spec) => {
      asked.push(spec.steps);
      return Promise.resolve({ states: points });
    });
    expect(asked).toEqual([...flowSteps]);
    expect(samples).toHaveLength(4);
    energy.forEach((each) => expect(each).toBeLessThan(0.02));
    let trained = nothingTrained(start);
    expect(trainedText(trained, 0)).toBe('not trained yet');
    const spent = { examples: 0, flops: 0, milliseconds: 5 };
    trained = withSide(trained, 1, progressOf({ step: 30, loss: 0.5, spent }));
    expect(trained.sides[1]).toMatchObject({ step: 30, loss: 0.5, milliseconds: 5 });
    expect(trainedText(trained, 1)).toBe('step 30');
    expect(trainedText(withSide(trained, 1, { energy: [1, 0.5, 0.01, 0.001] }), 1)).toBe(
      'energy distance by steps 1: 1.00, 2: 0.50, 4: 0.0100, 8: 0.0010',
    );
  });
});

describe('words', () => {
  it('are made of what was measured', () => {
    expect(couplingKinds.map((kind) => couplingTitle(kind, start))).toEqual([
      'Independent',
      'Minibatches of 6',
      'Entropic, ε = 0.30',
      'Optimal transport',
    ]);
    expect(linesText(shown.looks.optimal!, start)).toMatch(/^\d+ crossings; one partner$/);
    expect(linesText(shown.looks.independent!, start)).toContain('24 partners');
    expect([numberText(0.0234), numberText(1.234), numberText(undefined)]).toEqual(['0.023', '1.23', '–']);
    expect([energyText(0.0234), energyText(0.234), energyText(NaN)]).toEqual(['0.0234', '0.23', '–']);
    expect([millisecondsText(0.02), millisecondsText(12.3), millisecondsText(NaN)]).toEqual(['below 0.1', '12', '–']);
    expect(summary(start, shown.looks, nothingTrained(start))).toContain('mean squared length');
    expect(summary(start, {}, nothingTrained(start))).toContain('not trained yet');
  });
});

describe('the view', () => {
  it('shows what was built, all of it, and follows the point picked', () => {
    const looks = Object.fromEntries(
      Object.entries(shown.looks).map(([kind, { plan, ...look }]) => [
        kind,
        { ...look, plan: { ...plan, weights: packed(plan.weights), from: [...plan.from], to: [...plan.to] } },
      ]),
    );
    const side = {
      step: 50,
      loss: 1,
      milliseconds: 0,
      samples: [packed([0, 0]), '', '', ''],
      energy: [1, 0.5, 0.1, 0.01],
    };
    const built = {
      found: { looks, sweep: shown.sweep },
      trained: { key: trainingKey(start), built: true, sides: [side, side] },
    };
    expect(builtFound(built).looks.entropic!.plan.to).toEqual(shown.looks.entropic!.plan.to);
    expect(builtFound(built).looks.entropic!.milliseconds).toBeNaN();
    expect(builtTrained(built).sides[0].samples[0]).toHaveLength(2);
    const page = mount(h(CouplingsView, { id: 'fig-x', initial: { n: 24, size: 6 }, built }));
    expect(page.all('tbody tr')).toHaveLength(4);
    expect(page.root.textContent).toContain('energy distance by steps 1: 1.00');
    const point = page.find('[aria-label="Point of the source whose partners are shown"]');
    expect(point.getAttribute('aria-valuetext')).toBe('point 6 of 24');
    page.key(point, 'ArrowRight');
    expect(page.find('[aria-valuetext^="point"]').getAttribute('aria-valuetext')).toBe('point 7 of 24');
    page.unmount();
  });
});

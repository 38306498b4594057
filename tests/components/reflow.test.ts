import { describe, expect, it } from 'vitest';
import { couplingsOf, type Couplings } from '../../components/figure/Reflow/couplings';
import { statesOf } from '../../components/figure/Reflow/FlowPanels';
import {
  flowTitle,
  distanceText,
  flowOf,
  lookOf,
  pairsText,
  straightnessText,
  summary,
  waitingText,
} from '../../components/figure/Reflow/labels';
import { costsText } from '../../components/figure/Reflow/Results';
import { flowCount, nextPress, reflowFigure, runSettings } from '../../components/figure/Reflow/state';
import { couplingsNow } from '../../components/figure/Reflow/useReflow';
import { unmeasured } from '../../src/engine/kinds/plane/measured';
import { parsePupilSettings } from '../../src/engine/kinds/pupil/parse';
import { lengthsOf, stretchesOf } from '../../src/engine/kinds/pupil/settings';
import { flowEvaluations, flowPoints, type FlowLook, type PupilSnapshot } from '../../src/engine/kinds/pupil/types';
import { pupilPoint } from '../../src/engine/kinds/pupil/unpack';
import { blank } from '../engine/fake-worker';

const s = reflowFigure.defaults;
const flow = (of: number, distances: readonly number[]): FlowLook => ({
  flow: of,
  finished: of < 2,
  looks: flowEvaluations.map((evaluations, i) => ({
    ...unmeasured,
    of: of === 1 ? 'teacher' : 'pupil',
    evaluations,
    phase: 0,
    energyDistance: distances[i],
    modesCovered: 8,
    between: 0.2,
    samples: new Float64Array(4),
  })),
  paths: Float64Array.from({ length: flowPoints * 4 }, (_, i) => i),
  deviation: 0.0123,
  relative: 0.0456,
  detour: 1.01,
  transport: 0.8,
  spare: 0.05,
});
const none = { flops: 0, milliseconds: 0 };
const seen = (flows: readonly FlowLook[]): PupilSnapshot => ({
  ...blank,
  step: 2460,
  stage: 'pupil',
  phase: 0,
  cost: { teacher: { flops: 2.3e10, milliseconds: 4000 }, pairs: { flops: 1.3e10, milliseconds: 900 }, pupil: none },
  evaluationFlops: 20_000,
  modes: 8,
  looks: [],
  map: null,
  flows,
});
const two = seen([flow(1, [1.35, 0.17, 0.015, 0.0047]), flow(2, [0.0117, 0.0071, 0.0059, 0.0056])]);

function all(work: Generator<void, Couplings, void>): Couplings {
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
  }
}

describe('the run of three flows', () => {
  it('is one that the worker takes, with a press for every stage', () => {
    const run = runSettings({ ...s, teacherSteps: 100, flowSteps: 50, pairSteps: '2' });
    expect(parsePupilSettings(run)).toEqual(run);
    expect(run).toMatchObject({ method: 'reflow', flows: flowCount, pairSteps: 2, pupilSteps: 100, stopAfter: 100 });
    expect(lengthsOf(run)).toEqual({ teacher: 100, total: 100 + 80 + 50 + 80 + 50 });
    expect([0, 30, 100, 180, 190, 230, 310, 360].map((step) => nextPress(run, step))).toEqual([
      'Train flow 1',
      'Go on',
      'Draw pairs for flow 2',
      'Train flow 2',
      'Go on',
      'Draw pairs for flow 3',
      'Train flow 3',
      'Train flow 3 on',
    ]);
  });

  it('goes through a link', () => {
    const settings = { ...s, target: 'two-moons', draw: 'pairs', evaluations: '4', pairSteps: '1', seed: 3 } as const;
    expect(reflowFigure.parse(reflowFigure.encode(settings))).toMatchObject({ settings, problems: [] });
    expect(reflowFigure.parse({ pairSteps: '3' }).problems).toHaveLength(1);
  });
});

describe('the pairs that flow 1 learns from', () => {
  it('cost what independent points do, most of which the cheapest pairing would spare', () => {
    const { transport, spare, floor, from, to } = all(couplingsOf(s));
    // E|x - z|^2 = E|x|^2 + E|z|^2 = (4 + 2 * 0.15^2) + 2, both means being 0.
    expect(Math.abs(transport - 6.045)).toBeLessThan(0.5);
    expect(spare).toBeGreaterThan(0.7);
    expect(spare).toBeLessThan(0.95);
    expect(floor).toBeGreaterThan(0);
    expect(floor).toBeLessThan(0.012);
    expect([from.data.length, to.data.length]).toEqual([96, 96]);
  });

  it('are shown for the shape and the seed that they are of alone', () => {
    const of = all(couplingsOf({ target: 'rings', seed: 2 }));
    expect(couplingsNow({ key: 'rings 2', of }, { ...s, target: 'rings', seed: 2 })).toBe(of);
    expect(couplingsNow({ key: 'rings 2', of }, { ...s, target: 'rings', seed: 3 })).toBeNull();
  });
});

describe('what the figure says', () => {
  it('reads off the flows', () => {
    expect(lookOf(flowOf(two, 2), 4)?.energyDistance).toBe(0.0059);
    expect(flowOf(two, 3)).toBeNull();
    expect(straightnessText(two.flows[1])).toBe('S = 0.012, 4.6\u00a0% of the squared way');
    expect([1.354, 0.0117, NaN].map(distanceText)).toEqual(['1.35', '0.0117', '']);
    const states = statesOf(two.flows[0]);
    expect(states).toHaveLength(flowPoints);
    expect([...states[10].data]).toEqual([40, 41, 42, 43]);
    expect(pupilPoint(two)).toMatchObject({
      step: 2460,
      flows: [
        { flow: 1, one: 1.35 },
        { flow: 2, one: 0.0117 },
      ],
    });
    expect(pupilPoint(seen([]))).toBeNull();
  });

  it('says what pairs are worth, and who inherits it', () => {
    expect(pairsText({ ...s, pairSteps: '2' }, two)).toContain(
      'each drawn in 2 steps: their samples are at an energy distance of 0.17; flow 2, which learns them, comes to 0.0117 by one step.',
    );
    expect(pairsText(s, two)).toContain('each drawn in 32 steps.');
    expect(waitingText(2, seen([]), runSettings(s))).toBe('begins when flow 1 has learned');
    expect(waitingText(2, seen([flow(1, [1])]), runSettings(s))).toBe('waits for the pairs of flow 1');
  });

  it('calls a flow that has not learned what it is: the one before', () => {
    const settings = runSettings({ ...s, teacherSteps: 100, flowSteps: 50 });
    const [, , second] = stretchesOf(settings);
    expect(second).toMatchObject({ stage: 'pupil', flow: 2 });
    expect(flowTitle(1, 0, settings)).toBe('Flow 1');
    expect(flowTitle(2, second.from, settings)).toBe('Flow 2, as it begins: flow 1');
    expect(flowTitle(2, second.from + 1, settings)).toBe('Flow 2');
  });

  it('says what it cost, and sums up', () => {
    expect(costsText(two, runSettings(s))).toMatch(
      /^Learning flow 1 took 23\u00a0GFLOP and 4\.0 s here; drawing pairs, 20\u2009480 at a time in 32 steps each took 13\u00a0GFLOP and 0\.9 s here\.$/,
    );
    expect(summary(s, null, 0)).toContain('Nothing has been trained yet.');
    expect(summary(s, two, 2460)).toContain('Flow 2: S = 0.012');
  });
});

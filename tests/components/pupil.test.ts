import { describe, expect, it } from 'vitest';
import {
  costText,
  distanceText,
  flopsText,
  lookOf,
  clockSaid,
  methodLabels,
  methodSaid,
  raceText,
  scheduleOptions,
  modesText,
  paidAfter,
  saidOf,
  stageText,
  summary,
} from '../../components/figure/Pupil/labels';
import { keyOf, pupilNow, remembered, resultsOf, taught, wholeCurve } from '../../components/figure/Pupil/learned';
import { createRace, type PupilTraining } from '../../components/figure/Pupil/race';
import {
  nextPress,
  nextSteps,
  pupilFigure,
  raceSettings,
  rivalsFor,
  rivalsOf,
  runSettings,
} from '../../components/figure/Pupil/state';
import { lessonFlops } from '../../src/engine/kinds/pupil/cost';
import { methodFacts, pupilMethods } from '../../src/engine/kinds/pupil/methods';
import { parsePupilSettings } from '../../src/engine/kinds/pupil/parse';
import { lengthsOf } from '../../src/engine/kinds/pupil/settings';
import type { PupilLook, PupilSnapshot } from '../../src/engine/kinds/pupil/types';
import { pupilPoint } from '../../src/engine/kinds/pupil/unpack';
import { unmeasured } from '../../src/engine/kinds/plane/measured';
import { blank } from '../engine/fake-worker';

const defaults = pupilFigure.defaults;
const look = (of: PupilLook['of'], evaluations: number, energyDistance: number): PupilLook => ({
  ...unmeasured,
  of,
  evaluations,
  phase: 0,
  energyDistance,
  modesCovered: 7,
  between: 0.25,
  samples: new Float64Array(2),
});
const none = { flops: 0, milliseconds: 0 };
const seen = (change: Partial<PupilSnapshot> = {}): PupilSnapshot => ({
  ...blank,
  step: 2500,
  stage: 'pupil',
  phase: 1,
  cost: { teacher: { flops: 2e10, milliseconds: 3000 }, pairs: none, pupil: { flops: 4.9e9, milliseconds: 1500 } },
  evaluationFlops: 20_000,
  modes: 8,
  looks: [
    look('teacher', 1, 1.36),
    look('teacher', 4, 0.0161),
    look('teacher', 50, 0.004),
    look('pupil', 1, 0.0064),
    look('pupil', 2, 0.005),
    look('pupil', 4, 0.0045),
  ],
  map: null,
  flows: [],
  ...change,
});

describe('the run of a figure', () => {
  it.each(pupilMethods)(
    'of %s is one that the worker takes, and stops where the reader is to press again',
    (method) => {
      const run = runSettings({ ...defaults, method, teacherSteps: 900 });
      expect(parsePupilSettings(run)).toEqual(run);
      const { teacher, total } = lengthsOf(run);
      expect(run.teacherSteps).toBe(methodFacts[method].teacher ? 900 : 0);
      expect(run.stopAfter).toBe(teacher > 0 ? teacher : total);
      expect(nextSteps(run, teacher)).toBe(total - teacher);
      expect(nextSteps(run, total)).toBe(total - teacher);
      expect(nextPress(run, total)).toBe('Train on');
    },
  );

  it('says what the next press does', () => {
    const run = runSettings(defaults);
    const said = [0, 700, 1500, 1600, 2500].map((step) => [nextPress(run, step), nextSteps(run, step)]);
    expect(said).toEqual([
      ['Train the teacher', 1500],
      ['Go on', 800],
      ['Teach the pupil', 1000],
      ['Go on', 900],
      ['Train on', 1000],
    ]);
  });

  it('learns what is chosen, and what it has learned while a drawing is too small', () => {
    expect(runSettings({ ...defaults, target: 'letter', letter: 'q' }).target).toEqual({ kind: 'letter', letter: 'Q' });
    const last = { kind: 'spiral' } as const;
    expect(runSettings({ ...defaults, target: 'drawn' }, last).target).toEqual(last);
    expect(runSettings({ ...defaults, pupilSteps: 60 }).pupilSteps).toBe(60);
  });

  it('goes through a link', () => {
    const settings = { ...defaults, method: 'reflow', teacherSteps: 40, pupilSteps: 300, seed: 3 } as const;
    const { settings: back, problems } = pupilFigure.parse(pupilFigure.encode(settings));
    expect([back, problems]).toEqual([settings, []]);
  });
});

describe('a race', () => {
  it('is among those who have the same teacher, or none, each once and at most three', () => {
    expect(rivalsFor('reflow')).toEqual(['consistency-training', 'mean-flow', 'shortcut', 'improved-consistency']);
    expect(rivalsFor('mean-flow')).toEqual(['consistency-training', 'shortcut', 'improved-consistency']);
    expect(rivalsFor('progressive')).not.toContain('reflow');
    const chosen = rivalsOf({ method: 'progressive', rivals: ['reflow', 'pairs', 'pairs', 'progressive'] });
    expect(chosen).toEqual(['pairs']);
    const { settings, problems } = pupilFigure.parse(
      pupilFigure.encode({ ...defaults, rivals: ['pairs', 'mean-flow'] }),
    );
    expect([settings.rivals, problems]).toEqual([['pairs', 'mean-flow'], []]);
    expect(pupilFigure.parse({ rivals: ['pairs', 'pairs', 'pairs', 'pairs'] }).problems).toHaveLength(1);
  });

  it('is set so that the worker takes every run, and costs each the same', () => {
    const run = runSettings({ ...defaults, schedule: 'sigmoid', clock: 'quick', teacherSteps: 900 });
    const all = raceSettings(run, rivalsFor('progressive').slice(0, 3), 'g');
    for (const settings of all) {
      expect(parsePupilSettings(settings)).toEqual(settings);
      expect(lessonFlops(settings) / lessonFlops(run)).toBeCloseTo(1, 2);
      expect(settings).toMatchObject({ teacherSteps: 900, schedule: 'sigmoid', clock: 'quick', seed: run.seed });
      expect(settings.race).toEqual({ group: 'g', by: 'flops', budget: 0 });
    }
    expect(nextPress(run, 900, true)).toBe('Start the race');
    expect(nextPress(run, 0, true)).toBe('Train the teacher');
    expect(raceText(all)).toContain('4 networks learn side by side from one teacher, each for 24');
    const half = lessonFlops(run, 900 + 500);
    expect(half / lessonFlops(run)).toBeCloseTo(0.5, 6);
    expect(lessonFlops(run, 900)).toBe(0);
  });

  it('opens the rivals’ runs, holds them with the main one, and ends', () => {
    const calls: string[] = [];
    const main = {
      configure: (change: { race?: unknown; stopAfter?: number }, how: string) =>
        calls.push(`configure ${how} ${change.race ? 'race' : ''}`),
      watch: ({ interval }: { interval: number }) => calls.push(`watch ${interval}`),
      setVisible: () => undefined,
      play: () => calls.push('play'),
      pause: () => calls.push('pause'),
      learned: () => 900,
      status: { value: 'running' },
    } as unknown as PupilTraining;
    const race = createRace('fig', main, { point: pupilPoint, at: ({ step }) => step });
    expect(race.on.value).toBe(false);
    race.start(runSettings({ ...defaults, teacherSteps: 900 }), []);
    expect(race.on.value).toBe(true);
    expect(race.racers.value.map(({ place }) => place)).toEqual([1]);
    race.pause();
    race.goOn();
    race.leave();
    expect(race.on.value).toBe(false);
    expect(calls).toEqual([
      'configure reset race',
      'watch 400',
      'play',
      'pause',
      'configure adapt ',
      'play',
      'watch 80',
    ]);
    race.leave();
    expect(calls).toHaveLength(7);
  });
});

describe('what a figure says of a pupil', () => {
  it('says what quick frequencies do, where there is a derivative', () => {
    expect(clockSaid({ method: 'mean-flow', clock: 'slow' })).toBe('');
    expect(clockSaid({ method: 'mean-flow', clock: 'quick' })).toContain('needs a derivative by time');
    expect(clockSaid({ method: 'shortcut', clock: 'quick' })).toContain('takes no derivative');
    expect(saidOf({ method: 'pairs', fake: true, clock: 'quick' })).toContain(methodSaid.pairs);
    for (const { value } of scheduleOptions) expect(runSettings({ ...defaults, schedule: value }).schedule).toBe(value);
    expect(runSettings({ ...defaults, method: 'reflow', schedule: 'linear' }).schedule).toBe('flow');
  });

  it('has words for each method', () => {
    expect(Object.keys(methodLabels)).toEqual(expect.arrayContaining([...pupilMethods]));
    expect(new Set(Object.values(methodSaid)).size).toBe(pupilMethods.length);
    expect(saidOf({ method: 'distribution-matching', fake: true, clock: 'slow' })).toBe(
      methodSaid['distribution-matching'],
    );
    expect(saidOf({ method: 'distribution-matching', fake: false, clock: 'slow' })).toContain(
      'Without a second network',
    );
    expect(saidOf({ method: 'reflow', fake: false, clock: 'slow' })).toBe(methodSaid.reflow);
  });

  it('gives distances, operations and time as far as they mean something', () => {
    expect([0.00642, 0.153, 1.3604, NaN].map(distanceText)).toEqual(['0.0064', '0.15', '1.36', '']);
    expect([2.44e10, 3e12, 5e6].map(flopsText)).toEqual(['24\u00a0GFLOP', '3.0\u00a0TFLOP', '5.0\u00a0MFLOP']);
    expect(costText({ flops: 1e9, milliseconds: 2100 })).toBe('1.0\u00a0GFLOP, 2.1 s here');
    expect(costText({ flops: 1e9, milliseconds: NaN })).toBe('1.0\u00a0GFLOP');
    expect(modesText(look('pupil', 1, 0), 8)).toBe('7 of 8 modes, 25\u00a0% between');
    expect(modesText(look('pupil', 1, 0), -1)).toBe('');
  });

  it('counts the samples after which the lessons have paid', () => {
    expect(paidAfter(seen())).toBeCloseTo(4.9e9 / (49 * 20_000), 6);
    expect(paidAfter(seen({ cost: { teacher: none, pairs: none, pupil: none } }))).toBeNull();
  });

  it('names the stage', () => {
    const run = runSettings(defaults);
    expect(stageText(seen(), run)).toBe('trained');
    expect(stageText(seen({ run: 'built' }), run)).toBe('trained when the page was built');
    expect(stageText(seen({ step: 9, stage: 'teacher' }), run)).toBe('the teacher learns');
    expect(stageText(seen({ step: 1600, phase: 16 }), run)).toBe('learning 16 steps');
  });

  it('sums up both networks from what was measured', () => {
    expect(summary(defaults, null, false)).toContain('Nothing has been trained yet.');
    const text = summary(defaults, seen(), false);
    expect(text).toContain('Progressive distillation on eight Gaussians');
    expect(text).toContain('1.36 by 1 evaluation (7 of 8 modes, 25\u00a0% between), 0.0161 by 4 evaluations');
    expect(text).toContain('The pupil’s are at 0.0064 by 1 evaluation');
    expect(summary({ ...defaults, method: 'mean-flow' }, seen(), true)).not.toContain('teacher’s samples');
  });
});

describe('the curve of a teacher', () => {
  const run = runSettings(defaults);
  const { teacher } = lengthsOf(run);
  const point = (step: number) => ({ step, teacher: 0.1, pupil: step > teacher ? [0.2, 0.1, 0.1] : [NaN, NaN, NaN] });
  const own = [100, teacher / 2, teacher, teacher + 50].map(point);
  const next = runSettings({ ...defaults, pupilSteps: 400 });

  it('is kept for the pupils that begin behind it, and for no others', () => {
    const kept = taught(null, run, own)!;
    expect(kept.points.map(({ step }) => step)).toEqual([100, teacher / 2, teacher]);
    expect(taught(kept, run, own)).toBe(kept);
    const behind = [teacher, teacher + 80].map(point);
    expect(taught(kept, next, behind)).toBe(kept);
    expect(wholeCurve(kept, next, behind)).toEqual([...kept.points, ...behind]);
    // Another teacher, one that learns anew, and one of which nothing is known.
    expect(wholeCurve(kept, runSettings({ ...defaults, seed: 8 }), behind)).toBe(behind);
    expect(wholeCurve(kept, run, own)).toBe(own);
    expect(wholeCurve(null, next, behind)).toBe(behind);
    expect(wholeCurve(kept, next, [])).toEqual([]);
    // A teacher on its way, and a method without one.
    expect(taught(null, run, own.slice(0, 2))).toBeNull();
    expect(taught(null, runSettings({ ...defaults, method: 'consistency-training' }), own)).toBeNull();
  });
});

describe('pupils that are remembered', () => {
  const run = runSettings(defaults);

  it('are what they were when they had learned, the latest first, each once', () => {
    const first = remembered([], run, seen());
    expect(first).toEqual([pupilNow(run, seen())]);
    expect(first[0]).toMatchObject({ label: 'Progressive distillation', cost: { flops: 4.9e9, milliseconds: 1500 } });
    const other = runSettings({ ...defaults, method: 'reflow', teacherSteps: 40 });
    const second = remembered(first, other, seen());
    expect(second.map(({ label }) => label)).toEqual(['Reflow, teacher 40', 'Progressive distillation']);
    expect(remembered(second, run, seen()).map(({ key }) => key)).toEqual([keyOf(run), keyOf(other)]);
    expect(remembered(first, other, seen({ looks: [] }))).toBe(first);
  });

  it('tell what is not as usual, and what makes no difference they do not', () => {
    const label = (change: Partial<typeof defaults>) =>
      pupilNow(runSettings({ ...defaults, ...change }), seen())!.label;
    expect(label({ method: 'distribution-matching', fake: false })).toBe('Distribution matching, no second network');
    expect(label({ fake: false, pupilSteps: 50 })).toBe('Progressive distillation, 50 steps');
    expect(keyOf(runSettings({ ...defaults, fake: false }))).toBe(keyOf(run));
  });

  it('are looked up by who and how many', () => {
    expect(lookOf(seen(), 'pupil', 2)?.energyDistance).toBe(0.005);
    expect(lookOf(seen(), 'pupil', 50)).toBeNull();
    expect(resultsOf(seen(), 'teacher').map(({ evaluations }) => evaluations)).toEqual([1, 4, 50]);
    expect(pupilPoint(seen())).toEqual({ step: 2500, pupil: [0.0064, 0.005, 0.0045], teacher: 0.004 });
    expect(pupilPoint(seen({ looks: [] }))).toBeNull();
  });
});

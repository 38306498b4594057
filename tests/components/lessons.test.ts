import { describe, expect, it } from 'vitest';
import { builtRun, createLessons, stepsToStop, stopsOf, toFirstStop } from '../../components/figure/pupil-run';
import { createFigure } from '../../components/figure/useFigure';
import { reflowFigure, runSettings } from '../../components/figure/Reflow/state';
import { pupilSettings } from '../../src/engine/kinds/pupil/settings';

describe('presses of a run of lessons', () => {
  it('end where who learns changes: phases of one pupil are one press, flows are not', () => {
    const progressive = { ...pupilSettings('progressive'), teacherSteps: 100, pupilSteps: 50 };
    expect(stopsOf(progressive)).toEqual([100, 150]);
    expect(stopsOf({ ...pupilSettings('consistency-training'), pupilSteps: 60 })).toEqual([60]);
    const reflow = { ...pupilSettings('reflow'), teacherSteps: 10, pupilSteps: 40 };
    expect(stopsOf(reflow)).toEqual([10, 90, 130]);
    expect(stopsOf({ ...reflow, flows: 3 })).toEqual([10, 90, 110, 190, 210]);
    expect(toFirstStop(reflow).stopAfter).toBe(10);
  });

  it('go to the next stop, and after the last as far as the last stage was long', () => {
    const stops = [10, 90, 130];
    expect([0, 7, 10, 89, 90, 130, 155].map((step) => stepsToStop(stops, step))).toEqual([10, 3, 80, 1, 40, 40, 40]);
    expect(stepsToStop([60], 60)).toBe(60);
  });

  it('ask for a new run where settings ask for other networks, and for none where only the picture changes', () => {
    const figure = createFigure({ id: 'fig-x', schema: reflowFigure });
    const lessons = createLessons({
      figure,
      runOf: runSettings,
      watch: {},
      curve: { point: () => null, at: () => 0 },
    });
    const first = lessons.run.value;
    figure.set({ draw: 'pairs', evaluations: '4' });
    lessons.follow();
    expect(lessons.run.value).toBe(first);
    figure.set({ pairSteps: '2' });
    lessons.follow();
    expect(lessons.run.value).toMatchObject({ pairSteps: 2, stopAfter: 1500 });
    expect([lessons.step.value, lessons.renewing.value, lessons.training.started()]).toEqual([0, false, false]);
  });

  it('show what was learned at build time as a run that is not one', () => {
    const run = {
      step: 5,
      stage: 'pupil' as const,
      phase: 0,
      flops: { teacher: 1, pairs: 2, pupil: 3 },
      evaluationFlops: 1,
      modes: 8,
      looks: [],
      map: { key: 'k', of: 'pupil' as const, ends: [1, 2] },
      flows: [],
      history: [{ step: 5, pupil: [], teacher: -1 }],
    };
    const { snapshot, history } = builtRun(run);
    expect(snapshot).toMatchObject({ run: 'built', step: 5, cost: { pairs: { flops: 2 } } });
    expect(snapshot.map!.ends).toEqual(Float64Array.of(1, 2));
    expect(history).toHaveLength(1);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { held, withKnot, withoutKnot, type CurveLimits } from '../../components/control/curve';
import {
  betaMaxRange,
  faultOf,
  flat,
  knotsOf,
  mostKnots,
  presets,
  scheduleEditor,
  specOf,
  usualBetaMax,
  type ScheduleSettings,
} from '../../components/figure/ScheduleEditor/settings';
import { editedKnots, shownKnots, viewFrame, viewReach, views } from '../../components/figure/ScheduleEditor/views';
import { makeSchedule, type Knot } from '../../src/core/schedule/index';

const unit = fc.double({ min: -0.2, max: 1.2, noNaN: true });
const action = fc.record({
  kind: fc.constantFrom('move', 'to an end', 'add', 'remove', 'view'),
  at: fc.nat(),
  x: unit,
  y: unit,
});
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

/** What the curve editor hands over after one action on the knots that a view shows; null where it does nothing. */
function edited(a: Action, before: readonly Knot[], limits: CurveLimits): readonly Knot[] | null {
  const i = a.at % before.length;
  const [low, high] = limits.y;
  const to: Knot = a.kind === 'to an end' ? [before[i][0], a.y < 0.5 ? low : high] : [a.x, low + a.y * (high - low)];
  if (a.kind === 'add') return before.length < mostKnots ? (withKnot(before, to, limits)?.knots ?? null) : null;
  if (a.kind === 'remove') return withoutKnot(before, i, 2, limits);
  return before.map((knot, j) => (j === i ? held(before, i, to, limits) : knot));
}

describe('the schedule editor, however it is used', () => {
  it('shows numbers, and has a schedule that can be sampled from or a sentence', () => {
    const start = fc
      .tuple(fc.constantFrom(...presets), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([preset, share]): ScheduleSettings => {
        const range = preset === 'linear' || preset === 'scaled-linear' ? betaMaxRange(preset) : null;
        const betaMax = range && range[0] * (range[1] / range[0]) ** share;
        return { ...scheduleEditor.defaults, preset, from: preset, betaMax };
      });
    fc.assert(
      fc.property(start, fc.array(action, { maxLength: 40 }), (first, actions) => {
        let s = first;
        let schedule = makeSchedule(specOf(s));
        for (const a of actions) {
          if (a.kind === 'view') s = { ...s, view: views[a.at % views.length] };
          const panel = viewFrame(s.view, schedule);
          const before = shownKnots(s.view, knotsOf(s), panel, s.preset === 'drawn' ? null : schedule);
          for (const v of before.flat()) expect(v, JSON.stringify([s, a])).not.toBeNaN();
          if (a.kind === 'view') continue;
          const limits: CurveLimits = {
            x: [0, 1],
            y: viewReach(s.view, panel),
            gap: (panel.xDomain[1] - panel.xDomain[0]) / 50,
            fixedEnds: true,
            ...(s.view !== 'beta' && { monotone: 'falling' }),
          };
          const after = edited(a, before, limits);
          if (!after) continue;
          const from = s.preset === 'drawn' ? s.from : s.preset;
          s = { ...s, preset: 'drawn', from, knots: flat(editedKnots(s.view, knotsOf(s), before, after)) };
          for (const v of s.knots) expect(v, JSON.stringify([a, before, after])).not.toBeNaN();
          if (faultOf(s) === null) schedule = makeSchedule(specOf(s));
          else expect(faultOf(s)).toMatch(/expected.*The last good curve stays\.$/);
        }
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  it.each(['linear', 'scaled-linear'] as const)('offers no last rate of the %s schedule that is refused', (preset) => {
    const [least, most] = betaMaxRange(preset);
    for (const betaMax of [least, 1.01 * least, usualBetaMax(preset), most])
      expect(faultOf({ ...scheduleEditor.defaults, preset, betaMax })).toBeNull();
    // And leaves out none that would be taken: a hundredth less is too little noise.
    expect(faultOf({ ...scheduleEditor.defaults, preset, betaMax: 0.99 * least })).toMatch(/more signal than noise/);
  });

  it('refuses a drawing beside a curve that cannot be, as in a link', () => {
    const { settings, problems } = scheduleEditor.parse({
      preset: 'drawn',
      from: 'linear',
      betaMax: 0.5,
      knots: [0, 9, 1, -9],
    });
    expect(problems.join()).toMatch(/more signal than noise.*The last good curve stays/);
    expect(faultOf(settings)).toBeNull();
  });

  it('drops a change of knots that are no longer the ones on show', () => {
    const knots = knotsOf(scheduleEditor.defaults);
    const shown = knots.slice(1);
    expect(editedKnots('logsnr', knots, shown, [shown[0], [0.5, 0], ...shown.slice(1)])).toBe(knots);
  });
});

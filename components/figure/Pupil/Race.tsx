/** A race of several pupils: their clouds in columns, and how far each is by what it has cost. */
import { Fragment } from 'preact';
import type { TargetSpec } from '../../../src/core/data/target';
import { lessonFlops } from '../../../src/engine/kinds/pupil/cost';
import { methodFacts } from '../../../src/engine/kinds/pupil/methods';
import { pupilEvaluations, type PupilSnapshot } from '../../../src/engine/kinds/pupil/types';
import { frame } from '../../../src/picture/index';
import { Axes, Label, Panel, Rule } from '../index';
import { apart } from '../kit/apart';
import { chart, dashOf, distances, held, lowest, Points } from './Charts';
import { flopsText, methodLabels, raceText } from './labels';
import { CloudPanel, tones } from './Panels';
import type { Racer } from './race';
import { inText } from '../kit/in-text';

export interface RaceProps {
  readonly racers: readonly Racer[];
}

export interface RaceCloudsProps extends RaceProps {
  readonly spec: TargetSpec;
  /** The main run, whose teacher it is. */
  readonly seen: PupilSnapshot | null;
}

/** A column for the teacher and one for each pupil: by 1, 2 and 4 evaluations. */
export function RaceClouds({ racers, spec, seen }: RaceCloudsProps) {
  const { method } = racers[0].settings;
  return (
    <>
      {methodFacts[method].teacher &&
        pupilEvaluations.map((n) => (
          <CloudPanel key={n} who="teacher" evaluations={n} seen={seen} spec={spec} method={method} status="running" />
        ))}
      {racers.map(({ place, settings, training }) => (
        <Fragment key={place}>
          {pupilEvaluations.map((n) => (
            <CloudPanel
              key={n}
              who="pupil"
              name={`${place}  ${methodLabels[settings.method]}`}
              evaluations={n}
              seen={training.seen.value}
              spec={spec}
              method={settings.method}
              status={training.status.value}
            />
          ))}
        </Fragment>
      ))}
    </>
  );
}

/** Energy distance by one evaluation, against what the lessons have cost so far. */
export function RacePanel({ racers, floor }: RaceProps & { readonly floor: number }) {
  const lines = racers.map(({ place, settings, training }) => ({
    place,
    method: settings.method,
    points: training.history.value.flatMap(({ step, pupil: [one] }) =>
      one > 0 ? [[lessonFlops(settings, step) / 1e9, held(one)] as const] : [],
    ),
  }));
  const budget = Math.max(...racers.map(({ settings }) => lessonFlops(settings))) / 1e9;
  const spent = Math.max(0, ...lines.flatMap(({ points }) => points.slice(-1).map(([x]) => x)));
  const box = frame({ ...chart, x: [0, Math.max(budget, spent)], y: distances, yLog: true });
  const ends = apart(
    lines.map(({ points }) => (points.length > 0 ? box.y(points.at(-1)![1]) : NaN)),
    { lowest },
  );
  return (
    <Panel
      frame={box}
      border={false}
      title="The race, by one evaluation"
      label={`Energy distance by one evaluation against operations spent: ${lines.map(({ place, method, points }) => `${place}, ${methodLabels[method]}, ${points.length > 0 ? `now ${points.at(-1)![1].toPrecision(2)}` : 'not begun'}`).join('; ')}`}
      readout={`${raceText(racers.map(({ settings }) => settings))} ${lines.map(({ place, method }) => `${place} ${inText(methodLabels[method])}`).join(', ')}.`}
    >
      <Axes
        frame={box}
        x={{ label: `operations so far, GFLOP (${flopsText(budget * 1e9)} each)`, count: 4 }}
        y={{ label: 'energy distance' }}
      />
      <Rule frame={box} y={held(floor)} tone="exact" dash="6 3" />
      {lines.map(({ place, points }, i) => (
        <g key={place}>
          <Points box={box} points={points} tone={tones.pupil} dash={dashOf(i)} />
          {points.length > 0 && (
            <Label x={box.x(points.at(-1)![0]) + 6} y={ends[i] + 4} tone={tones.pupil}>
              {String(place)}
            </Label>
          )}
        </g>
      ))}
    </Panel>
  );
}

/** How far from the data: by evaluations, and as it is learned. */
import { methodFacts } from '../../../src/engine/kinds/pupil/methods';
import { lengthsOf, stretchesOf, type PupilSettings } from '../../../src/engine/kinds/pupil/settings';
import type { PupilPoint } from '../../../src/engine/kinds/pupil/built';
import { pupilEvaluations, type PupilSnapshot } from '../../../src/engine/kinds/pupil/types';
import { frame, line, type Frame } from '../../../src/picture/index';
import type { Tone } from '../../control/tone';
import { Axes, Label, Line, Panel, Rule } from '../index';
import { apart } from '../kit/apart';
import { MarkedLine } from '../kit/MarkedLine';
import { distanceText, methodLabels } from './labels';
import { keyOf, resultsOf, type Learned, type Result } from './learned';
import { nameOf, tones } from './Panels';
import type { Racer } from './race';
import { inText } from '../kit/in-text';

export const chart = { width: 470, height: 262, margin: { top: 24, right: 66, bottom: 38, left: 48 } } as const;
export const distances = [2e-3, 2] as const;
/** The foot of a chart, where a label may stand at the lowest. */
export const lowest = chart.height - chart.margin.bottom;
const ticks = [1, 2, 4, 8, 16, 50].map((value) => ({ value, label: String(value) }));
const box = frame({ ...chart, x: [0.9, 60], y: distances, xLog: true, yLog: true });

export const held = (value: number) => Math.max(distances[0], Math.min(distances[1], value));
/** What tells the earlier pupils apart, in the chart and in the table. */
export const sign = (i: number): string => 'abcdef'[i] ?? '';

export interface DistanceProps {
  readonly seen: PupilSnapshot | null;
  readonly settings: PupilSettings;
  readonly learned: readonly Learned[];
  /** What true samples are at. */
  readonly floor: number;
  /** Who learns beside it in a race; empty elsewhere. */
  readonly rivals: readonly Racer[];
}

/** Of the teacher at up to 50 evaluations, of the pupil at up to 4, and of the pupils before. */
export function DistancePanel({ seen, settings, learned, floor, rivals }: DistanceProps) {
  const [teacher, pupil] = [seen ? resultsOf(seen, 'teacher') : [], seen ? resultsOf(seen, 'pupil') : []];
  const now = [settings, ...rivals.map((one) => one.settings)].map(keyOf);
  const earlier = learned.filter(({ key }) => !now.includes(key));
  const racing = rivals.map(({ place, training: { seen: of } }) => ({
    place,
    looks: of.value ? resultsOf(of.value, 'pupil') : [],
  }));
  const places = apart(
    [...earlier, { looks: pupil }, ...racing].map(({ looks }) => endOf(looks)),
    { lowest },
  );
  const [one, fifty] = [pupil[0], teacher.find(({ evaluations }) => evaluations === 50)];
  return (
    <Panel
      frame={box}
      border={false}
      title="How far from the data"
      label={`Energy distance against evaluations on logarithmic axes, of teacher and pupil${earlier.length > 0 ? ` and of ${earlier.length} pupils before` : ''}`}
      readout={
        one && fifty
          ? `one evaluation of the pupil: ${distanceText(one.energyDistance)}; 50 of the teacher: ${distanceText(fifty.energyDistance)}; dashed: true samples, ${distanceText(floor)}`
          : `dashed: true samples, ${distanceText(floor)}`
      }
    >
      <Axes frame={box} x={{ label: 'evaluations', ticks }} y={{ label: 'energy distance' }} />
      <Rule frame={box} y={held(floor)} tone="exact" dash="6 3" />
      {earlier.map(({ key, looks }, i) => (
        <Curve key={key} looks={looks} tone="soft" dash="2 3" size={3} label={sign(i)} place={places[i]} />
      ))}
      <Curve looks={teacher} tone={tones.teacher} dash="7 3" size={4} filled={false} label="teacher" />
      <Curve
        looks={pupil}
        tone={tones.pupil}
        size={4.5}
        label={racing.length > 0 ? '1' : inText(nameOf('pupil', settings.method))}
        place={places[earlier.length]}
      />
      {racing.map(({ place, looks }, i) => (
        <Curve
          key={place}
          looks={looks}
          tone={tones.pupil}
          dash={dashOf(i + 1)}
          size={4}
          filled={false}
          label={String(place)}
          place={places[earlier.length + 1 + i]}
        />
      ))}
    </Panel>
  );
}

interface CurveProps {
  readonly looks: readonly Result[];
  readonly tone: Tone;
  readonly dash?: string | undefined;
  readonly size: number;
  readonly filled?: boolean;
  readonly label: string;
  /** Height of the label; by default that of the line's end. */
  readonly place?: number | undefined;
}

/** Height at which a curve ends; NaN where there is none. */
function endOf(looks: readonly Result[]): number {
  const last = looks.at(-1);
  return last ? box.y(held(last.energyDistance)) : NaN;
}

function Curve({ looks, tone, dash, size, filled = true, label, place = endOf(looks) }: CurveProps) {
  const last = looks.at(-1);
  if (!last) return null;
  const at = looks.map(({ evaluations, energyDistance }) => [evaluations, held(energyDistance)] as const);
  return (
    <g>
      <MarkedLine frame={box} points={at} tone={tone} dash={dash} size={size} filled={filled} />
      <Label x={box.x(last.evaluations) + 8} y={place + 4} tone={tone}>
        {label}
      </Label>
    </g>
  );
}

const dashes = [undefined, '7 3', '2 3', '9 3 2 3'] as const;
/** The dashes of a chart's lines in order. */
export const dashOf = (i: number): string | undefined => dashes[i];

export interface LearningProps {
  readonly history: readonly PupilPoint[];
  readonly settings: PupilSettings;
}

/** While it is learned: the teacher by 50 evaluations, then the pupil by 1, 2 and 4. */
export function LearningPanel({ history, settings }: LearningProps) {
  const { teacher: begin, total } = lengthsOf(settings);
  const last = history.at(-1);
  // A teacher that was taken over from a run of before has no curve here.
  const from = history.length > 0 && history[0].step >= begin ? begin : 0;
  const learning = frame({ ...chart, x: [from, Math.max(total, last?.step ?? 0)], y: distances, yLog: true });
  const lines = pupilEvaluations.map((n, i) => ({
    n,
    dash: dashes[i],
    points: history.flatMap(({ step, pupil }) => (pupil[i] > 0 ? [[step, held(pupil[i])] as const] : [])),
  }));
  const teacher = history.flatMap(({ step, teacher: value, pupil }) =>
    value > 0 && !(pupil[0] > 0) ? [[step, held(value)] as const] : [],
  );
  const ends = apart(
    lines.map(({ points }) => (points.length > 0 ? learning.y(points.at(-1)![1]) : NaN)),
    { lowest },
  );
  const turns = stretchesOf(settings)
    .slice(0, -1)
    .filter(({ to }) => to > from);
  return (
    <Panel
      frame={learning}
      border={false}
      title="While it is learned"
      label={`Energy distance against steps of training: the teacher's by 50 evaluations, then the pupil's by 1, 2 and 4, ${methodLabels[settings.method]}`}
      readout={turnsText(settings)}
    >
      <Axes frame={learning} x={{ label: 'steps of training', count: 4 }} y={{ label: 'energy distance' }} />
      {turns.map(({ to }) => (
        <Rule key={to} frame={learning} x={to} tone="soft" dash="2 3" />
      ))}
      <Points box={learning} points={teacher} tone={tones.teacher} />
      {teacher.length > 1 && <TeacherLabel box={learning} at={teacher.at(-1)!} />}
      {lines.map(({ n, dash, points }, i) => (
        <g key={n}>
          <Points box={learning} points={points} tone={tones.pupil} dash={dash} />
          {points.length > 0 && (
            <Label x={learning.x(points.at(-1)![0]) + 6} y={ends[i] + 4} tone={tones.pupil}>
              {`by ${n}`}
            </Label>
          )}
        </g>
      ))}
    </Panel>
  );
}

function TeacherLabel({ box: of, at: [step, value] }: { readonly box: Frame; readonly at: readonly [number, number] }) {
  const [x, y] = [of.x(step), of.y(value) - 10];
  const room = x - of.left > 110;
  return (
    <Label x={room ? x - 6 : of.left + 6} y={y} tone={tones.teacher} anchor={room ? 'end' : 'start'}>
      teacher, by 50
    </Label>
  );
}

export function Points({
  box: of,
  points,
  tone,
  dash,
}: {
  readonly box: Frame;
  readonly points: readonly (readonly [number, number])[];
  readonly tone: Tone;
  readonly dash?: string | undefined;
}) {
  return (
    <Line
      d={line(
        of,
        points.map(([x]) => x),
        points.map(([, y]) => y),
      )}
      tone={tone}
      width={1.8}
      dash={dash}
    />
  );
}

function turnsText({ method, teacherSteps }: PupilSettings): string {
  const by = `the ${inText(nameOf('pupil', method))} by 1, 2 and 4 evaluations`;
  if (method === 'progressive') return `${by}; dotted: where its teacher’s steps are halved, 16, 8, 4, 2, 1`;
  if (teacherSteps === 0) return by;
  return `${by}; dotted: where the teacher ends${methodFacts[method].pairs ? ', and where its pairs are drawn' : ''}`;
}

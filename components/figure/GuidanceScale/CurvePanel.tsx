/** Agreement against diversity, measured over the weight. */
import { fixed, frame, line } from '../../../src/picture/index';
import { Axes, Label, Line, Marker, Panel } from '../index';
import type { Tone } from '../../control/index';
import { extras, letterOf, weightText } from './labels';
import type { Marks } from './measure';
import { isPlain, type GuidanceSettings } from './state';
import { weights, type Cloud, type Sweep } from './work';
import '../kit/legend.css';

const shape = { width: 640, height: 236, margin: { top: 28, right: 14, bottom: 38, left: 40 } } as const;
/** Where the axis ends at the latest: samples that fly off are not followed. */
const farthest = 2;
/** Weights written beside their point. */
const named: readonly number[] = [-1, 0, 1, 2, 4, 8];

export interface CurvePanelProps {
  readonly s: GuidanceSettings;
  readonly sweep: Sweep;
  readonly cloud: Cloud;
}

export function CurvePanel({ s, sweep, cloud }: CurvePanelProps) {
  const across = (m: Marks) => m[s.diversity];
  const all = [...sweep.set, ...sweep.plain, ...sweep.tempered, cloud.marks];
  const least = Math.floor(10 * Math.min(0.8, ...all.map((m) => m.agreement)) - 1e-9) / 10;
  const most = Math.min(farthest, Math.ceil(5 * Math.max(1, ...all.map(across)) - 1e-9) / 5);
  const box = frame({ ...shape, x: [0, most], y: [Math.max(0, least), 1.03] });
  const letter = letterOf(s);
  const other = !isPlain(s) && sweep.plain.length > 0;
  const measured = sweep.set.length;
  return (
    <Panel
      frame={box}
      border={false}
      title="Agreement against diversity"
      tone="model"
      readout={
        sweep.done
          ? `${weights.length} weights from ${weightText(weights[0])} to ${weightText(weights[weights.length - 1])}, the same seeds${other ? `; ${extras(s).join(', ')}` : ''}`
          : `measured at ${measured} of ${weights.length} weights`
      }
      label={`The share of the samples that are ${letter} against their ${s.diversity}, for ${measured} guidance weights: ${sweep.set.map((m) => `w ${weightText(m.w)}, ${fixed(m.agreement)} and ${fixed(across(m))}`).join('; ')}`}
    >
      <Axes
        frame={box}
        x={{ label: s.diversity === 'coverage' ? 'coverage of the class' : 'spread, 1 for true points' }}
        y={{ label: `share of the samples that are ${letter}`, count: 4 }}
      />
      <Series box={box} marks={sweep.tempered} across={across} tone="exact" dash="5 3" />
      {other && <Series box={box} marks={sweep.plain} across={across} tone="soft" dash="2 3" />}
      <Series box={box} marks={sweep.set} across={across} tone="model" labels={other ? [-1, 0, 2, 8] : named} />
      <Marker
        x={box.x(Math.min(farthest, across(cloud.marks)))}
        y={box.y(cloud.marks.agreement)}
        tone="model"
        size={6.5}
      />
    </Panel>
  );
}

function Series({
  box,
  marks,
  across,
  tone,
  dash,
  labels = [],
}: {
  readonly box: ReturnType<typeof frame>;
  readonly marks: readonly Marks[];
  readonly across: (m: Marks) => number;
  readonly tone: Tone;
  readonly dash?: string;
  readonly labels?: readonly number[];
}) {
  let [lastX, lastY] = [Infinity, Infinity];
  const shown = marks.filter((m) => across(m) <= farthest);
  return (
    <>
      <Line
        d={line(
          box,
          marks.map((m) => (across(m) <= farthest ? across(m) : NaN)),
          marks.map((m) => m.agreement),
        )}
        tone={tone}
        width={tone === 'model' ? 2 : 1.6}
        dash={dash}
      />
      {shown.map((m) => (
        <Marker key={m.w} x={box.x(across(m))} y={box.y(m.agreement)} tone={tone} size={tone === 'model' ? 3.2 : 2.2} />
      ))}
      {shown
        .filter((m) => labels.includes(m.w))
        .map((m) => {
          const [x, y] = [box.x(across(m)), box.y(m.agreement)];
          // A label that would lie on the one before is left out.
          if (Math.abs(x - lastX) < 34 && Math.abs(y - lastY) < 14) return null;
          [lastX, lastY] = [x, y];
          return m.w === 0 ? (
            <Label key="n0" x={x - 12} y={y + 10} tone={tone} anchor="end">
              w = 0
            </Label>
          ) : (
            <Label key={`n${m.w}`} x={x} y={y + 17} tone={tone} anchor="middle">
              {weightText(m.w)}
            </Label>
          );
        })}
    </>
  );
}

/** What the lines are: under the chart, where a phone has room for words. */
export function CurveLegend({ s, sweep, cloud }: CurvePanelProps) {
  const other = !isPlain(s) && sweep.plain.length > 0;
  const rows: readonly { readonly name: string; readonly tone: Tone; readonly dash?: string }[] = [
    { name: other ? 'guided samples, as set' : 'guided samples', tone: 'model' },
    ...(other ? [{ name: 'classifier-free by exact models, everywhere', tone: 'soft' as const, dash: '2 3' }] : []),
    { name: 'points of the tempered density', tone: 'exact', dash: '5 3' },
  ];
  return (
    <p class="f-legend gs-legend">
      {rows.map(({ name, tone, dash }) => (
        <span key={name} class={`f-key tone-${tone}`}>
          <svg viewBox="0 0 24 8" width={24} height={8} aria-hidden="true">
            <Line d="M1,4h22" tone={tone} dash={dash} />
          </svg>
          {name}
        </span>
      ))}
      <span class="f-key tone-model">
        <svg viewBox="0 0 14 14" width={14} height={14} aria-hidden="true">
          <Marker x={7} y={7} tone="model" size={6} />
        </svg>
        {`now, w = ${weightText(cloud.marks.w)}`}
      </span>
    </p>
  );
}

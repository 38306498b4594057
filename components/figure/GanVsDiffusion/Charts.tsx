/** The comparison as curves: thin lines for the seeds, thick ones for their median. */
import { spentBy } from '../../../src/engine/race';
import { frame, line, significant, type Frame } from '../../../src/picture/index';
import { Axes, Label, Line, Marker, Panel, Rule } from '../index';
import { LineKey } from '../kit/MarkedLine';
import { axisUnit, matchText, measureNames, names, samplerNames, signs, spreadText } from './labels';
import { rungs } from './probe';
import { budgetOf } from './settings';
import {
  contestants,
  endOf,
  medianCurve,
  probeCurve,
  probedSamplers,
  type Contestant,
  type MeasureName,
  type Trial,
} from './trial';
import type { Results } from './useGanVsDiffusion';

const small = { width: 310, height: 190, margin: { top: 24, right: 10, bottom: 38, left: 34 } } as const;
const large = { width: 470, height: 280, margin: { top: 24, right: 14, bottom: 38, left: 46 } } as const;
/** Energy distances beyond are drawn at the edge. */
const distances = [0.001, 2] as const;
const distanceTicks = [0.001, 0.01, 0.1, 1].map((value) => ({ value, label: String(value) }));

export function DistanceChart({ results }: { readonly results: Results }) {
  return <CourseChart what="energyDistance" results={results} />;
}

/** Modes where the target has some to count, precision, recall. */
export function ShareCharts({ results }: { readonly results: Results }) {
  const { trials } = results;
  const modes = trials.some(({ diffusion, gan }) =>
    [diffusion, gan].some(({ marks }) => marks.some((m) => m.modesCovered >= 0)),
  );
  const shown: readonly MeasureName[] = modes ? ['modesCovered', 'precision', 'recall'] : ['precision', 'recall'];
  return (
    <>
      {shown.map((what) => (
        <CourseChart key={what} what={what} results={results} />
      ))}
    </>
  );
}

function axisOf(what: MeasureName, trials: readonly Trial[]) {
  if (what === 'energyDistance') return { y: distances, yLog: true, label: 'energy distance' };
  if (what === 'modesCovered') {
    const most = Math.max(
      8,
      ...trials.flatMap(({ diffusion, gan }) => [...diffusion.marks, ...gan.marks].map((m) => m.modesCovered)),
    );
    return { y: [0, most * 1.08] as const, yLog: false, label: 'modes covered' };
  }
  return { y: [0, 1.04] as const, yLog: false, label: what };
}

function CourseChart({
  what,
  results: { trials, settings, floor },
}: {
  readonly what: MeasureName;
  readonly results: Results;
}) {
  const unit = axisUnit[settings.by];
  const { y, yLog, label } = axisOf(what, trials);
  const box = frame({
    ...(what === 'energyDistance' ? large : small),
    x: [0, budgetOf(settings) / unit.size],
    y,
    yLog,
  });
  const path = (xs: readonly number[], ys: readonly number[]) =>
    line(
      box,
      xs.map((x) => x / unit.size),
      ys.map((v) => within(v, box)),
    );
  const ends = contestants.map((who) => `${names[who]} ${spreadText(what, endOf(trials, who, what))}`);
  return (
    <Panel
      frame={box}
      border={false}
      title={measureNames[what]}
      readout={endOf(trials, 'diffusion', what) ? ends.join('; ') : 'nothing to the end yet'}
      label={`${measureNames[what]} against ${unit.label}, for both models, ${trials.length} seeds`}
    >
      <Axes
        frame={box}
        x={{ label: unit.label, count: 5 }}
        y={yLog ? { label, ticks: distanceTicks } : { label, count: 4 }}
      />
      {what === 'energyDistance' && Number.isFinite(floor) && (
        <>
          <Rule frame={box} y={floor} tone="exact" dash="3 3" />
          <Label x={box.left + 6} y={box.y(floor) + 14} tone="exact">
            true samples
          </Label>
        </>
      )}
      {contestants.flatMap((who) =>
        trials.map((trial) => {
          const marks = trial[who].marks.filter((m) => what !== 'modesCovered' || m.modesCovered >= 0);
          return (
            <Line
              key={`${who} ${trial.seed}`}
              d={path(
                marks.map((m) => spentBy(m.spent, settings.by)),
                marks.map((m) => m[what]),
              )}
              tone={signs[who].tone}
              dash={signs[who].dash}
              width={1}
              opacity={0.45}
            />
          );
        }),
      )}
      {contestants.map((who) => {
        const { x, y: ys } = medianCurve(trials, who, what, settings.by);
        return <Line key={who} d={path(x, ys)} tone={signs[who].tone} dash={signs[who].dash} width={2.4} />;
      })}
      <Key box={box} low={what !== 'energyDistance'} />
    </Panel>
  );
}

/** Which line is whose, where the curves leave room. */
function Key({ box, low }: { readonly box: Frame; readonly low: boolean }) {
  return (
    <>
      {contestants.map((who: Contestant, i) => {
        const x = box.right - 96,
          y = low ? box.bottom - 12 - 16 * (1 - i) : box.top + 12 + 16 * i;
        return (
          <LineKey key={who} x={x} y={y} tone={signs[who].tone} dash={signs[who].dash} width={2.4}>
            {names[who]}
          </LineKey>
        );
      })}
    </>
  );
}

const probeTicks = [1, 2, 3, 5, 8, 12, 20, 40].map((value) => ({ value, label: String(value) }));

/** Quality against evaluations, with the GAN's single pass as a line across. */
export function SamplingChart({ results: { trials, floor } }: { readonly results: Results }) {
  const box = frame({ ...large, x: [0.9, rungs[rungs.length - 1] * 1.15], y: distances, xLog: true, yLog: true });
  const gan = endOf(trials, 'gan', 'energyDistance');
  const curves = probedSamplers.map((sampler) => ({ sampler, points: probeCurve(trials, sampler) }));
  return (
    <Panel
      frame={box}
      border={false}
      title="Quality against evaluations"
      readout={matchText(trials)}
      label={`Energy distance of the trained diffusion model’s samples against evaluations of its network${gan ? `; the GAN, with one, is at ${significant(gan.median)}` : ''}`}
    >
      <Axes
        frame={box}
        x={{ label: 'evaluations a sample', ticks: probeTicks }}
        y={{ label: 'energy distance', ticks: distanceTicks }}
      />
      {Number.isFinite(floor) && <Rule frame={box} y={floor} tone="exact" dash="3 3" />}
      {gan && (
        <>
          <path
            class="f-area tone-generator"
            fill-opacity={0.14}
            d={`M${box.left},${box.y(within(gan.low, box))}H${box.right}V${box.y(within(gan.high, box))}H${box.left}Z`}
          />
          <Line
            d={`M${box.left},${box.y(within(gan.median, box))}H${box.right}`}
            tone="generator"
            dash={signs.gan.dash}
            width={2.4}
          />
          <Label x={box.right - 4} y={box.y(within(gan.median, box)) - 7} anchor="end" tone="generator">
            GAN, one pass
          </Label>
        </>
      )}
      {curves.map(({ sampler, points }, i) => (
        <g key={sampler}>
          <Line
            d={line(
              box,
              points.map((p) => p.evaluations),
              points.map((p) => within(p.median, box)),
            )}
            tone="model"
            width={i === 0 ? 2.4 : 1.6}
            dash={i === 0 ? undefined : '2 3'}
          />
          {points.map((p) => (
            <g key={p.evaluations}>
              <path
                class="f-line tone-model"
                stroke-width={1}
                d={`M${box.x(p.evaluations)},${box.y(within(p.low, box))}V${box.y(within(p.high, box))}`}
              />
              <Marker
                x={box.x(p.evaluations)}
                y={box.y(within(p.median, box))}
                tone="model"
                size={3.2}
                filled={i === 0}
              />
            </g>
          ))}
        </g>
      ))}
      {curves.map(({ sampler }, i) => (
        <LineKey
          key={sampler}
          x={box.right - 150}
          y={box.top + 12 + 16 * i}
          tone="model"
          width={i === 0 ? 2.4 : 1.6}
          dash={i === 0 ? undefined : '2 3'}
        >
          {samplerNames[sampler]}
        </LineKey>
      ))}
    </Panel>
  );
}

function within(value: number, { yDomain: [low, high] }: Frame): number {
  return Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : NaN;
}

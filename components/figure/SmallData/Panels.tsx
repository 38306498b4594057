/** Both models against the number of digits; each point leads to the figure that trains its case. */
import { frame, line, type Frame } from '../../../src/picture/index';
import { Axes, Label, Line, Panel } from '../index';
import { linkTo } from '../link';
import {
  narrowCases,
  realOf,
  sides,
  spreadOf,
  wholeCases,
  type Metric,
  type SmallCase,
  type SmallDataFile,
  type SmallSide,
} from '../../../src/record/small-data/reading';
import { axisNames, caseName, metricNames, pointText, sideNames, valueText } from './labels';
import { trainState } from './state';

const tones = { diffusion: 'model', gan: 'generator' } as const;
const margin = { top: 28, right: 24, bottom: 42, left: 46 } as const;

interface PanelProps {
  readonly data: SmallDataFile;
  readonly metric: Metric;
  /** Id of the figure that trains. */
  readonly trains: string;
}

/** Values along y, with a little room; from 0 but for shares near 1. */
function domain(cases: readonly SmallCase[], metric: Metric): readonly [number, number] {
  const all = cases
    .flatMap((one) => [...sides.flatMap((side) => spreadOf(one[side], metric).values), realOf(one, metric) ?? NaN])
    .filter(Number.isFinite);
  if (metric === 'agreement') return [Math.max(0, Math.floor(Math.min(...all) * 10) / 10), 1];
  return [0, Math.max(...all) * 1.06];
}

function Point({
  of,
  side,
  metric,
  at,
  box,
  trains,
  budget,
}: {
  readonly of: SmallCase;
  readonly side: SmallSide;
  readonly metric: Metric;
  readonly at: number;
  readonly box: Frame;
  readonly trains: string;
  readonly budget: SmallDataFile['budget'];
}) {
  const { values, mean, least, most } = spreadOf(of[side], metric);
  const state = trainState(of, budget);
  return (
    <a
      class={`sd-point tone-${tones[side]}`}
      href={linkTo(trains, state)}
      data-set-figure={trains}
      data-set-state={JSON.stringify(state)}
      aria-label={`${pointText(of, side, metric)}. Train this case here.`}
    >
      <circle class="sd-reach" cx={at} cy={box.y(mean)} r={14} />
      <path class="f-line" d={`M${at},${box.y(least)}V${box.y(most)}`} stroke-width={2} />
      {values.map((value, i) => (
        <circle key={i} class="sd-seed" cx={at} cy={box.y(value)} r={2.2} />
      ))}
      {side === 'gan' ? (
        <rect class="sd-mean" x={at - 5} y={box.y(mean) - 5} width={10} height={10} />
      ) : (
        <circle class="sd-mean" cx={at} cy={box.y(mean)} r={5.5} />
      )}
    </a>
  );
}

export function CountPanel({ data, metric, trains }: PanelProps) {
  const cases = wholeCases(data);
  const counts = cases.map(({ count }) => count);
  const box = frame({
    width: 620,
    height: 340,
    margin,
    x: [counts[0] / 1.35, counts.at(-1)! * 1.35],
    y: domain(cases, metric),
    xLog: true,
  });
  const path = (side: SmallSide) =>
    line(
      box,
      counts,
      cases.map((one) => spreadOf(one[side], metric).mean),
    );
  const real = cases.map((one) => realOf(one, metric) ?? NaN);
  // Side by side by a few pixels, so that one does not hide the other.
  const beside = { diffusion: -4, gan: 4 } as const;
  // Named at its first point, on the side that its line leaves free.
  const lift = (side: SmallSide) => {
    const [first, next] = cases.map((one) => spreadOf(one[side], metric).mean);
    return next > first ? 16 : -6;
  };
  return (
    <Panel
      frame={box}
      border={false}
      interactive="point"
      title={`${metricNames[metric]}, all ten classes`}
      readout={`${data.samples} samples of each of ${data.seeds.length} seeds; small dots are single seeds`}
      label={`${metricNames[metric]} of both models against the number of digits they learned from. Each point is a link that trains its case.`}
    >
      <Axes
        frame={box}
        x={{
          label: 'digits to learn from',
          ticks: counts.map((value) => ({
            value,
            label: caseName({ count: value, only: null }).replace(' digits', ''),
          })),
        }}
        y={{ label: axisNames[metric], count: 5 }}
      />
      {real.some(Number.isFinite) && <Line d={line(box, counts, real)} tone="data" dash="4 3" width={1.5} />}
      {real.some(Number.isFinite) && (
        <Label x={box.right - 4} y={box.y(real.at(-1)!) - 7} tone="data" anchor="end">
          real digits
        </Label>
      )}
      {sides.map((side) => (
        <Line key={side} d={path(side)} tone={tones[side]} width={1.5} dash={side === 'gan' ? '6 3' : undefined} />
      ))}
      {sides.map((side) =>
        cases.map((of) => (
          <Point
            key={`${side}${of.count}`}
            budget={data.budget}
            {...{ of, side, metric, box, trains }}
            at={box.x(of.count) + beside[side]}
          />
        )),
      )}
      {sides.map((side) => (
        <Label
          key={`n${side}`}
          x={box.x(counts[0]) + 16}
          y={box.y(spreadOf(cases[0][side], metric).mean) + lift(side)}
          tone={tones[side]}
        >
          {sideNames[side]}
        </Label>
      ))}
    </Panel>
  );
}

export function NarrowPanel({ data, metric, trains }: PanelProps) {
  const cases = narrowCases(data);
  const box = frame({
    width: 400,
    height: 340,
    margin: { ...margin, left: 40, right: 10 },
    x: [-0.5, cases.length - 0.5],
    y: domain(cases, metric),
  });
  return (
    <Panel
      frame={box}
      border={false}
      interactive="point"
      title="One class alone"
      readout={cases.map(({ only, count }) => `${count} digits of class ${only}`).join(', ')}
      label={`${metricNames[metric]} of both models trained on one class alone. Each point is a link that trains its case.`}
    >
      <Axes
        frame={box}
        x={{ label: 'class', grid: false, ticks: cases.map(({ only }, value) => ({ value, label: String(only) })) }}
        y={{ count: 5 }}
      />
      {cases.map((of, i) => {
        const real = realOf(of, metric);
        return (
          <>
            {real !== null && (
              <path
                key={`r${i}`}
                class="f-line tone-data"
                d={`M${box.x(i) - 30},${box.y(real)}h60`}
                stroke-width={1.5}
                stroke-dasharray="4 3"
              />
            )}
            {sides.map((side) => (
              <Point
                key={side}
                budget={data.budget}
                {...{ of, side, metric, box, trains }}
                at={box.x(i) + (side === 'gan' ? 14 : -14)}
              />
            ))}
            {sides.map((side) => (
              <Label
                key={`v${side}`}
                x={box.x(i) + (side === 'gan' ? 24 : -24)}
                y={box.y(spreadOf(of[side], metric).mean) + 4}
                tone={tones[side]}
                anchor={side === 'gan' ? 'start' : 'end'}
              >
                {valueText(spreadOf(of[side], metric).mean, metric)}
              </Label>
            ))}
          </>
        );
      })}
    </Panel>
  );
}

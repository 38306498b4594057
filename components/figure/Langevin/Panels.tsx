/** The pictures of the Langevin figure. */
import { useMemo } from 'preact/hooks';
import type { Mixture } from '../../../src/core/data/mixture';
import {
  contours,
  dots,
  frame,
  gridFrom,
  gridOver,
  gridPoints,
  line,
  massLevels,
  percent,
  significant,
  trails,
} from '../../../src/picture/index';
import type { Tone } from '../../control/index';
import { Area, Axes, Dots, Label, Line, Marker, Panel, Rule, useConvention } from '../index';
import { methodNames, sharesText, walkReadout } from './labels';
import type { Shown } from './shown';
import { modeNames, square, targets, walkers, type LangevinSettings } from './state';
import { methods, type Mark, type Method } from './walk';

interface PanelProps {
  readonly settings: LangevinSettings;
  readonly shown: Shown | null;
}

const tones: Readonly<Record<Method, Tone>> = { plain: 'noise', annealed: 'exact' };
/** A second sign beside colour. */
const dashes: Readonly<Record<Method, string | undefined>> = { plain: '5 3', annealed: undefined };
const held = [0.5, 0.9, 0.99] as const;

function densityPaths(target: Mixture, sigma: number): readonly string[] {
  const shape = gridOver(square, 72);
  const grid = gridFrom(shape, target.logDensity(gridPoints(shape), 1, sigma).map(Math.exp));
  return contours(square, grid, massLevels(grid, held)).map(({ d }) => d);
}

export function WalkPanel({ method, settings, shown }: PanelProps & { readonly method: Method }) {
  const target = targets[settings.target];
  const convention = useConvention();
  const walk = shown?.of[method];
  const sigma = walk?.sigma ?? 0;
  const density = useMemo(() => densityPaths(target, sigma), [target, sigma]);
  const tone = tones[method];
  const { modes } = target;
  return (
    <Panel
      frame={square}
      title={`${methodNames[method]}, move ${shown?.move ?? 0}`}
      tone={tone}
      readout={shown ? walkReadout(method, settings, shown, convention) : 'being computed'}
      label={`${walkers} walkers over contours of the density ${method === 'plain' ? 'of the data' : 'at the present noise level'}`}
    >
      {density.map((d) => (
        <Area key={d.length} d={d} tone={method === 'plain' ? 'data' : 'noised'} opacity={0.1} />
      ))}
      {walk && <Line d={trails(square, walk.trail)} tone={tone} width={1} opacity={0.7} />}
      {walk && <Dots d={dots(square, walk.at)} tone={tone} size={3.2} opacity={0.8} />}
      {Array.from(target.components.weights, (_, k) => (
        <Label
          key={k}
          x={square.x(modes.data[2 * k])}
          y={square.y(modes.data[2 * k + 1]) - 46}
          tone="data"
          anchor="middle"
        >
          {modeNames[k]}
        </Label>
      ))}
    </Panel>
  );
}

const bars = frame({
  width: 284,
  height: 284,
  margin: { top: 30, right: 8, bottom: 30, left: 34 },
  x: [0, 1],
  y: [0, 1],
});

/** For each mode its true weight and the share of the walkers in either walk. */
export function WeightsPanel({ settings, shown }: PanelProps) {
  const { weights } = targets[settings.target].components;
  const group = (bars.right - bars.left) / weights.length;
  const width = Math.min(26, group / 4.2);
  const box = (x: number, value: number) => `M${r(x)},${bars.bottom}V${r(bars.y(value))}h${r(width)}V${bars.bottom}Z`;
  const series = [
    { tone: 'data', name: 'true', values: Array.from(weights), dash: undefined },
    ...methods.map((method) => ({
      tone: tones[method],
      name: method === 'plain' ? 'unadjusted' : 'annealed',
      values: shown?.of[method].shares ?? [],
      dash: dashes[method],
    })),
  ] as const;
  const legendAt = [0, 58, 156];
  return (
    <Panel
      frame={bars}
      border={false}
      title="Weights of the modes"
      tone="data"
      readout={shown ? `true ${sharesText(weights)}` : undefined}
      label={
        shown
          ? `Bars: true ${sharesText(weights)}; unadjusted ${sharesText(shown.of.plain.shares)}; annealed ${sharesText(shown.of.annealed.shares)}`
          : 'Bars of the true weights'
      }
    >
      <Axes frame={bars} x={false} y={{ count: 5 }} />
      {series.map(({ tone, name, values, dash }, i) => (
        <g key={name}>
          <Area d={`M${bars.left + legendAt[i]},8h14v10h-14Z`} tone={tone} opacity={i === 1 ? 0.25 : 0.6} />
          <Line d={`M${bars.left + legendAt[i]},8h14v10h-14Z`} tone={tone} width={1.2} dash={dash} />
          <Label x={bars.left + legendAt[i] + 19} y={17} tone={tone}>
            {name}
          </Label>
          {values.map((value, k) => {
            const x = bars.left + group * (k + 0.5) + (i - 1.5) * (width + 3);
            return (
              <g key={k}>
                <Area d={box(x, value)} tone={tone} opacity={i === 1 ? 0.25 : 0.6} />
                <Line d={box(x, value)} tone={tone} width={1.2} dash={dash} />
                <Label x={x + width / 2} y={bars.y(value) - 4} tone={tone} anchor="middle">
                  {String(Math.round(100 * value))}
                </Label>
              </g>
            );
          })}
        </g>
      ))}
      {Array.from(weights, (_, k) => (
        <Label key={k} x={bars.left + group * (k + 0.5)} y={bars.bottom + 18} tone="data" anchor="middle">
          {modeNames[k]}
        </Label>
      ))}
    </Panel>
  );
}

const chart = { width: 460, height: 210, margin: { top: 24, right: 12, bottom: 34, left: 44 } } as const;

interface HistoryProps extends PanelProps {
  readonly of: (mark: Mark) => number;
}

function Histories({
  shown,
  box,
  of,
}: Pick<HistoryProps, 'shown' | 'of'> & { readonly box: ReturnType<typeof frame> }) {
  return (
    <>
      {shown &&
        methods.map((method) => {
          const { marks, mark } = shown.of[method];
          const value = (m: Mark) => Math.min(Math.max(of(m), Math.min(...box.yDomain)), Math.max(...box.yDomain));
          const last = marks.at(-1);
          return (
            <g key={method}>
              <Line
                d={line(
                  box,
                  marks.map((m) => m.move),
                  marks.map(value),
                )}
                tone={tones[method]}
                dash={dashes[method]}
              />
              <Marker x={box.x(mark.move)} y={box.y(value(mark))} tone={tones[method]} />
              {last && (
                <Label x={box.x(last.move) - 4} y={box.y(value(last)) - 7} tone={tones[method]} anchor="end">
                  {method === 'plain' ? 'unadjusted' : 'annealed'}
                </Label>
              )}
            </g>
          );
        })}
    </>
  );
}

export function ShareHistory({ settings, shown }: PanelProps) {
  const weight = targets[settings.target].components.weights[0];
  const box = frame({ ...chart, x: [0, settings.moves], y: [0, 1] });
  return (
    <Panel
      frame={box}
      border={false}
      title="Walkers in mode A, the lightest"
      tone="data"
      readout={
        shown
          ? `true weight ${percent(weight)}; unadjusted ${percent(shown.of.plain.shares[0])}, annealed ${percent(shown.of.annealed.shares[0])}`
          : undefined
      }
      label="Share of the walkers nearest to mode A against moves, for both walks, with its true weight"
    >
      <Axes frame={box} x={{ label: 'moves', count: 5 }} y={{ label: 'share of the walkers', count: 5 }} />
      <Rule frame={box} y={weight} tone="data" />
      <Label x={box.left + 5} y={box.y(weight) + 14} tone="data">
        true weight
      </Label>
      <Histories shown={shown} box={box} of={(mark) => mark.shares[0]} />
    </Panel>
  );
}

export function DistanceHistory({ settings, shown }: PanelProps) {
  const box = frame({ ...chart, x: [0, settings.moves], y: [0.002, 10], yLog: true });
  return (
    <Panel
      frame={box}
      border={false}
      title="Distance to the data"
      tone="ink"
      readout={
        shown
          ? `energy distance: unadjusted ${significant(shown.of.plain.mark.energyDistance, 2)}, annealed ${significant(shown.of.annealed.mark.energyDistance, 2)}`
          : undefined
      }
      label="Energy distance of the walkers to the data against moves, for both walks, on a logarithmic axis"
    >
      <Axes frame={box} x={{ label: 'moves', count: 5 }} y={{ label: 'energy distance', count: 4 }} />
      <Histories shown={shown} box={box} of={(mark) => mark.energyDistance} />
    </Panel>
  );
}

function r(value: number): number {
  return Math.round(value * 100) / 100;
}

/** What it takes: sweeps against steps, and evaluations in all against evaluations in a row. */
import { useMemo } from 'preact/hooks';
import { frame, line, percent } from '../../../src/picture/index';
import type { Tone } from '../../control/tone';
import { Axes, Label, Line, Marker, Panel, Rule } from '../index';
import { MarkedLine } from '../kit/MarkedLine';
import { costAsSet, stepRungs, type Charts, type Cost } from './charts';
import { levelText, windowText } from './labels';
import { stepRange } from './state';

export interface ChartProps {
  /** Null where nothing is computed yet. */
  readonly charts: Charts | null;
}

const tick = (value: number) => ({ value, label: String(value) });
const stepTicks = [10, 20, 50, 100, 200].map(tick);
const countTicks = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000];
const within = (low: number, high: number) => countTicks.filter((n) => n >= low && n <= high).map(tick);

interface Drawn {
  readonly name: string;
  readonly costs: readonly Cost[];
  readonly tone: Tone;
  readonly dash?: string;
  readonly filled: boolean;
}

/** Says that what is drawn is not yet all. */
function progress(charts: Charts): string {
  return charts.done < 1 ? `; ${percent(charts.done)} computed` : '';
}

export function SweepsPanel({ charts }: ChartProps) {
  const box = useMemo(
    () =>
      frame({
        width: 480,
        height: 280,
        margin: { top: 26, right: 92, bottom: 38, left: 36 },
        x: [9, 220],
        y: [3, 240],
        xLog: true,
        yLog: true,
      }),
    [],
  );
  const set = charts && costAsSet(charts);
  const narrow = charts && charts.of.window < stepRange.max;
  const drawn: readonly Drawn[] = charts
    ? [
        ...(narrow
          ? [{ name: `window ${charts.of.window}`, costs: charts.windowed, tone: 'noised', filled: true } as const]
          : []),
        { name: 'all at once', costs: charts.whole, tone: 'ink', dash: '7 3', filled: false } as const,
      ]
    : [];
  const lowest = Math.min(240, ...drawn.flatMap(({ costs }) => costs.slice(-1).map(({ sweeps }) => sweeps)));
  return (
    <Panel
      frame={box}
      border={false}
      tone="ink"
      title="Sweeps that it takes"
      readout={
        charts && set
          ? `at tolerance ${levelText(charts.of.tolerance)}: ${set.sweeps} for ${set.steps} steps${progress(charts)}`
          : 'being computed'
      }
      label={`Sweeps against steps on logarithmic axes, ${drawn.map(({ name, costs }) => `${name}: ${costs.map((c) => `${c.sweeps} for ${c.steps}`).join(', ')}`).join('; ') || 'not computed yet'}`}
    >
      <Axes frame={box} x={{ label: 'steps', ticks: stepTicks }} y={{ label: 'sweeps', ticks: within(3, 240) }} />
      <Line d={line(box, [10, 200], [10, 200])} tone="soft" width={1.4} dash="2 3" />
      <Label x={box.right + 4} y={box.y(200) + 4} tone="soft">
        one by one
      </Label>
      {charts && <Rule frame={box} x={charts.of.steps} dash="2 3" />}
      {drawn.map(({ name, costs, tone, dash, filled }) => {
        const end = costs.at(-1);
        const whole = costs.length === stepRungs.length;
        return (
          <g key={name}>
            <MarkedLine
              frame={box}
              points={costs.map((c) => [c.steps, c.sweeps])}
              tone={tone}
              dash={dash}
              size={3.5}
              filled={filled}
            />
            {end && whole && (
              <Label x={box.right + 4} y={box.y(end.sweeps) + labelShift(end.sweeps, lowest, filled)} tone={tone}>
                {name}
              </Label>
            )}
          </g>
        );
      })}
    </Panel>
  );
}

/** Keeps a curve's name off the other's, and off that of the steps one by one. */
function labelShift(sweeps: number, lowest: number, first: boolean): number {
  if (sweeps > 150) return 18;
  if (sweeps > lowest) return 2;
  return first ? -2 : 10;
}

export function TradePanel({ charts }: ChartProps) {
  const costs = charts?.windows ?? [];
  const set = charts && costAsSet(charts);
  // One step at a time is the sequential run.
  const sequence = costs.length > 0 ? costs[0].inARow : 50;
  const rows = [...costs.map((c) => c.inARow), sequence];
  const alls = [...costs.map((c) => c.evaluations), sequence];
  const [left, right] = [Math.min(...rows) / 1.3, Math.max(...rows) * 1.3];
  const [low, high] = [Math.min(...alls) / 1.3, Math.max(...alls) * 1.3];
  const box = useMemo(
    () =>
      frame({
        width: 480,
        height: 280,
        margin: { top: 26, right: 40, bottom: 38, left: 44 },
        x: [left, right],
        y: [low, high],
        xLog: true,
        yLog: true,
      }),
    [left, right, low, high],
  );
  /** Whether its number would lie on that of the window that is set. */
  const near = (c: Cost) =>
    set &&
    Math.abs(box.x(c.inARow) - box.x(set.inARow)) < 24 &&
    Math.abs(box.y(c.evaluations) - box.y(set.evaluations)) < 12;
  return (
    <Panel
      frame={box}
      border={false}
      tone="ink"
      title={`Fewer in a row, more in all${charts ? `, for ${charts.of.steps} steps` : ''}`}
      readout={
        charts && set
          ? `window of ${windowText(charts.of)}: ${set.inARow} in a row and ${set.evaluations} in all; one by one: ${sequence}${progress(charts)}`
          : 'being computed'
      }
      label={`Evaluations in all against evaluations in a row, by the size of the window: ${costs.map((c) => `window ${c.window}: ${c.inARow} in a row, ${c.evaluations} in all`).join('; ')}`}
    >
      <Axes
        frame={box}
        x={{ label: 'evaluations in a row', ticks: within(left, right) }}
        y={{ label: 'evaluations in all', ticks: within(low, high) }}
      />
      <Rule frame={box} y={sequence} tone="soft" dash="2 3" />
      <Label x={box.left + 6} y={box.y(sequence) - 6} tone="soft">
        one by one
      </Label>
      <Line
        d={line(
          box,
          costs.map((c) => c.inARow),
          costs.map((c) => c.evaluations),
        )}
        tone="noised"
        width={1.8}
      />
      {costs.map((c) => (
        <g key={c.window}>
          <Marker x={box.x(c.inARow)} y={box.y(c.evaluations)} tone="noised" size={3.5} filled={false} />
          {(c === set || !near(c)) && (
            <Label x={box.x(c.inARow) + 7} y={box.y(c.evaluations) - 5} tone={c === set ? 'noised' : 'soft'}>
              {`${c.window === costs[0].window ? 'window ' : ''}${c.window === c.steps ? 'all' : c.window}`}
            </Label>
          )}
        </g>
      ))}
      {set && <Marker x={box.x(set.inARow)} y={box.y(set.evaluations)} tone="noised" size={5.5} />}
    </Panel>
  );
}

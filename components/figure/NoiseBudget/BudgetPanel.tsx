/** The error of each step along time, on a logarithmic axis: as made, and as left at the end. */
import { useMemo } from 'preact/hooks';
import type { Schedule } from '../../../src/core/schedule/index';
import { frame, logTicks, significant, type Frame } from '../../../src/picture/index';
import { Area, Axes, Label, Panel, Rule, type TimeAxis } from '../index';
import type { Budget, BudgetStep } from './budget';
import type { BudgetSettings } from './settings';
import '../kit/legend.css';

const shape = { width: 540, height: 310, margin: { top: 28, right: 14, bottom: 40, left: 52 } } as const;
/** Log-SNR of t = 0 where there is no noise at all. */
const cleanest = 14;

export interface BudgetPanelProps {
  readonly s: BudgetSettings;
  readonly budget: Budget;
  /** Step marked, from 1. */
  readonly at: number;
  readonly readout: string;
  readonly schedule: Schedule;
  /** The time in the reader's notation. */
  readonly time: TimeAxis;
}

export function BudgetPanel({ s, budget, at, readout, schedule, time }: BudgetPanelProps) {
  const { steps, total } = budget;
  const along = s.along === 't';
  const place = (t: number) => (along ? time.place(t) : Math.min(cleanest, schedule.logSnr(t)));
  const [low, high] = span(steps, total);
  const ends: readonly [number, number] = along
    ? time.domain
    : [place(steps[0].from), place(steps[steps.length - 1].to)];
  const box = useMemo(
    () => frame({ ...shape, x: ends, xLog: along && time.log, y: [low, high], yLog: true }),
    [ends[0], ends[1], along, time, low, high],
  );
  const bars = (of: 'made' | 'left', inset: number, only?: number) =>
    steps
      .map((step, i) =>
        only === undefined || i === only ? bar(box, place(step.from), place(step.to), step[of], inset) : '',
      )
      .join('');
  return (
    <Panel
      frame={box}
      border={false}
      title="The error of each step"
      readout={readout}
      label={`Bars over ${steps.length} steps from noise to data: the error that each makes and what is left of it at the end, on a logarithmic axis`}
    >
      <Axes frame={box} x={along ? { label: time.label } : snrAxis(time, ends)} y={{ label: 'mean distance' }} />
      <Area d={bars('made', 0)} tone="noised" opacity={0.2} />
      <Area d={bars('left', 0.22)} tone="model" opacity={0.75} />
      <path class="f-line tone-ink" d={bars('made', 0, at - 1)} stroke-width={1.5} />
      <Rule frame={box} y={Math.max(low, total)} tone="exact" dash="6 3" />
      <Label
        x={box.left + 6}
        y={box.y(Math.max(low, total)) - 6}
        tone="exact"
      >{`the whole error at the end, ${significant(total)}`}</Label>
    </Panel>
  );
}

/** The log-SNR, marked in EDM's notation by the noise levels that it stands for. */
function snrAxis(time: TimeAxis, [first, last]: readonly [number, number]) {
  if (!time.log) return { label: 'log-SNR λ, from noise to data' };
  const levels = logTicks([Math.exp(-last / 2), Math.exp(-first / 2)]);
  return {
    label: 'noise level σ, from noise to data',
    ticks: levels.map(({ value, label }) => ({ value: -2 * Math.log(value), label })),
  };
}

/** What the bars are: under the chart, where they hide nothing. */
export function BudgetLegend() {
  return (
    <p class="f-legend">
      <span class="f-key">
        <i class="f-shade tone-noised" style={{ opacity: '0.3' }} />
        made in this step
      </span>
      <span class="f-key">
        <i class="f-shade tone-model" style={{ opacity: '0.75' }} />
        left of it at the end
      </span>
    </p>
  );
}

/** From the bottom to `value`, over a step; `inset` is the share left free at either side. */
function bar(box: Frame, from: number, to: number, value: number, inset: number): string {
  const [a, b] = [box.x(from), box.x(to)];
  const [left, right] = [a + inset * (b - a), b - inset * (b - a)];
  const top = Math.max(box.top, Math.min(box.bottom, box.y(Math.max(value, 1e-12))));
  const at = (v: number) => Math.round(v * 100) / 100;
  return `M${at(left)},${box.bottom}V${at(top)}H${at(right)}V${box.bottom}Z`;
}

/** Powers of ten around all errors worth showing: what is a ten-thousandth of the largest is as good as none. */
function span(steps: readonly BudgetStep[], total: number): readonly [number, number] {
  const all = [...steps.flatMap(({ made, left }) => [made, left]), total].filter((v) => v > 0 && Number.isFinite(v));
  const high = Math.max(1e-6, ...all);
  const low = Math.max(high * 1e-4, Math.min(high / 10, ...all));
  return [10 ** Math.floor(Math.log10(low)), 10 ** Math.ceil(Math.log10(high) - 1e-9)];
}

/** Under the curve and the clouds: where training time goes, and how the network is getting on. */
import { useMemo } from 'preact/hooks';
import { makeSchedule, type Schedule } from '../../../src/core/schedule/index';
import { area, frame, line, type Frame } from '../../../src/picture/index';
import { Area, Axes, Label, Line, Marker, Panel, Rule } from '../index';
import { timeReadout } from './labels';
import { trainingSteps } from './retraining';
import { comparisonOf } from './settings';
import { timeDensity } from './time';
import type { ScheduleEditorState } from './useScheduleEditor';

const shape = { width: 460, height: 168, margin: { left: 38, right: 14, top: 24, bottom: 36 } } as const;
const tops = [0.2, 0.4, 0.8];

export function TimePanel({ state: { figure, inForce } }: { readonly state: ScheduleEditorState }) {
  const s = figure.settings.value;
  const { schedule } = inForce.value;
  const panel = useMemo(() => timeFrame(schedule), [schedule]);
  const density = useMemo(() => densityPaths(panel, schedule), [panel, schedule]);
  const compared = JSON.stringify(comparisonOf(s));
  const dashed = useMemo(() => densityPaths(panel, makeSchedule(comparisonOf(s))).line, [panel, compared]);
  const stops = useMemo(() => stopMarks(panel, schedule, s.steps), [panel, schedule, s.steps]);
  return (
    <Panel
      frame={panel}
      border={false}
      title="Where training time goes"
      tone="noised"
      term="logsnr"
      readout={timeReadout(schedule, s.steps)}
      label="Density of log-SNR when t is drawn uniformly, from little noise at the left to little signal at the right"
    >
      <Axes
        frame={panel}
        x={{ count: 6, label: 'λ, log-SNR: from data to noise' }}
        y={{ count: 3, label: 'density p(λ)' }}
      />
      <Area d={density.area} tone="noised" />
      <Line d={dashed} tone="soft" width={1.25} dash="4 3" />
      <Line d={density.line} tone="noised" />
      <path class="f-rule tone-ink" d={stops} />
    </Panel>
  );
}

function timeFrame(schedule: Schedule): Frame {
  const { logSnr, density } = timeDensity(schedule);
  const most = density.reduce((sum, p, i) => (Math.abs(logSnr[i]) <= 12 && p > sum ? p : sum), 0);
  return frame({ ...shape, x: [12, -12], y: [0, tops.find((top) => top >= most) ?? 0.8] });
}

/** Where the curve is flat the density is infinite: it is cut at the top of the frame. */
function densityPaths(panel: Frame, schedule: Schedule) {
  const { logSnr, density } = timeDensity(schedule);
  const inside = Array.from(logSnr.keys()).filter((i) => Math.abs(logSnr[i]) <= 12);
  const xs = inside.map((i) => logSnr[i]);
  const ys = inside.map((i) => Math.min(panel.yDomain[1], density[i]));
  return { line: line(panel, xs, ys), area: area(panel, xs, ys) };
}

/** A mark at each noise level the sampler stops at. */
function stopMarks(panel: Frame, schedule: Schedule, steps: number): string {
  return Array.from({ length: steps }, (_, i) => schedule.logSnr(1 - i / steps))
    .filter((logSnr) => Math.abs(logSnr) <= 12)
    .map((logSnr) => `M${Math.round(panel.x(logSnr) * 100) / 100},${panel.bottom}v-7`)
    .join('');
}

const distanceTicks = [
  { value: 0.01, label: '0.01' },
  { value: 0.1, label: '0.1' },
  { value: 1, label: '1' },
];
const least = 0.001;

export function ProgressPanel({ state: { exact, training, learned } }: { readonly state: ScheduleEditorState }) {
  const points = training.history.value.filter(
    ({ energyDistance, step }) => step > 0 && Number.isFinite(energyDistance),
  );
  const seen = learned.value;
  const target = exact.cloud.value.energyDistance;
  const last = Math.max(trainingSteps, points.at(-1)?.step ?? 0, seen?.step ?? 0);
  const panel = useMemo(() => frame({ ...shape, x: [0, last], y: [least, 4], yLog: true }), [last]);
  const shown = (distance: number) => Math.min(4, Math.max(least, distance));
  const d = line(
    panel,
    points.map(({ step }) => step),
    points.map(({ energyDistance }) => shown(energyDistance)),
  );
  const floor = shown(target);
  return (
    <Panel
      frame={panel}
      border={false}
      title="How the network gets on"
      tone="model"
      readout="energy distance to true samples; dashed: with the exact score"
      label="Energy distance of the network’s samples against training steps, on a logarithmic axis"
    >
      <Axes
        frame={panel}
        x={{ count: 4, label: 'training steps' }}
        y={{ label: 'energy distance', ticks: distanceTicks }}
      />
      <Rule frame={panel} y={floor} tone="exact" dash="5 3" />
      <Label x={panel.right} y={panel.y(floor) + 13} anchor="end" tone="exact">
        exact score
      </Label>
      <Line d={d} tone="model" />
      {seen && seen.step > 0 && (
        <Marker x={panel.x(seen.step)} y={panel.y(shown(seen.energyDistance))} tone="model" size={4} />
      )}
    </Panel>
  );
}

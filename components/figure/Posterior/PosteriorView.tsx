/** One step back in one dimension: the true reverse conditional, its nearest Gaussian, and the posterior given x_0. */
import { useMemo } from 'preact/hooks';
import { Choice, Slider } from '../../control/index';
import { area, fixed, frame, line, significant, type Frame } from '../../../src/picture/index';
import { Area, Axes, Label, Line, Marker, Panel, Rule, Shell, useFigure, type IslandProps } from '../index';
import './posterior.css';
import {
  data,
  densityOf,
  divergenceCurve,
  marginal,
  normalDensity,
  oneStep,
  posteriorSchema,
  type OneStep,
  type PosteriorSettings,
} from './state';

const xs = Float64Array.from({ length: 301 }, (_, i) => -3 + i * 0.02);
const schedules = [
  { value: 'linear', label: 'Linear' },
  { value: 'cosine', label: 'Cosine' },
  { value: 'sigmoid', label: 'Sigmoid' },
] as const;

export default function PosteriorView({ id, initial }: IslandProps) {
  const figure = useFigure({ id, schema: posteriorSchema, initial });
  const settings = figure.settings.value;
  const now = useMemo(() => oneStep(settings), [settings]);
  const curve = useMemo(() => divergenceCurve(settings), [settings.x, settings.t, settings.schedule]);
  const longest = Math.max(0.01, settings.t - 0.002);

  return (
    <Shell
      figure={figure}
      status="ready"
      summary={summary(settings, now)}
      panels={
        <>
          <ReversePanel now={now} settings={settings} />
          <DivergencePanel curve={curve} now={now} />
        </>
      }
      controls={
        <>
          <Slider
            label="step back t − s"
            term="step"
            min={0.004}
            max={longest}
            log
            value={Math.min(longest, settings.step)}
            format={(v) => significant(v, 2)}
            onInput={(step) => figure.set({ step })}
          />
          <Slider
            label="from time t"
            term="t"
            min={0.05}
            max={0.99}
            step={0.01}
            value={settings.t}
            format={fixed}
            onInput={(t) => figure.set({ t })}
          />
          <Slider
            label="observed xₜ"
            term="xt"
            tone="noised"
            min={-2.5}
            max={2.5}
            step={0.05}
            value={settings.x}
            format={fixed}
            onInput={(x) => figure.set({ x })}
          />
          <Slider
            label="told x₀"
            term="x0"
            tone="data"
            min={-2.5}
            max={2.5}
            step={0.05}
            value={settings.x0}
            format={fixed}
            onInput={(x0) => figure.set({ x0 })}
          />
          <Choice
            label="Schedule"
            options={schedules}
            value={settings.schedule}
            onChange={(schedule) => figure.set({ schedule })}
          />
        </>
      }
    />
  );
}

/** Densities over x_s; heights are relative, so that a narrow step still fits beside the broad marginal. */
function ReversePanel({ now, settings }: { readonly now: OneStep; readonly settings: PosteriorSettings }) {
  const { exact, mean, deviation, told, s, t, schedule } = now;
  const box = frame({
    width: 600,
    height: 320,
    margin: { top: 26, right: 12, bottom: 34, left: 12 },
    x: [-3, 3],
    y: [0, 1.15],
  });
  // Around a narrow step the even grid is too coarse for a smooth curve.
  const fine = Float64Array.from({ length: 401 }, (_, i) => mean + deviation * (i / 40 - 5)).filter(
    (x) => x > -3 && x < 3,
  );
  const exactDensity = densityOf(exact, fine);
  const gauss = normalDensity(mean, deviation, fine);
  const high = Math.max(...exactDensity, ...gauss);
  const scaled = (v: Float64Array, by: number) => v.map((y) => y / by);
  const before = marginal(schedule, s, xs);
  const clean = densityOf(data, xs);
  const toldXs = Float64Array.from({ length: 201 }, (_, i) => told.mean + told.deviation * (i / 20 - 5)).filter(
    (x) => x > -3 && x < 3,
  );
  const toldDensity = normalDensity(told.mean, told.deviation, toldXs);
  const mostTold = 1 / (told.deviation * Math.sqrt(2 * Math.PI));
  return (
    <Panel
      frame={box}
      title={`p(xₛ | xₜ), from t = ${fixed(t)} to s = ${fixed(s, 3)}`}
      tone="exact"
      readout={`${significant(now.divergence, 2)} nats from a Gaussian; E[x₀ | xₜ] = ${fixed(now.guess)}`}
      label="Densities of the point one step back: exact, its nearest Gaussian, and the posterior given the clean point"
    >
      <Axes frame={box} x={{ label: 'xₛ' }} y={false} />
      <Area d={area(box, xs, scaled(clean, 1.6 * Math.max(...clean)))} tone="data" opacity={0.1} />
      <Area d={area(box, xs, scaled(before, 1.6 * Math.max(...before)))} tone="noised" opacity={0.12} term="xs" />
      <Rule frame={box} x={settings.x} tone="noised" dash="2 3" />
      <Line d={line(box, toldXs, scaled(toldDensity, mostTold * 1.25))} tone="data" width={1.6} dash="2 3" term="x0" />
      <Line d={line(box, fine, scaled(exactDensity, high))} tone="exact" width={2.4} />
      <Line d={line(box, fine, scaled(gauss, high))} tone="model" width={1.8} dash="6 4" />
      <Legend box={box} />
      <Label x={box.x(settings.x) + 5} y={box.bottom - 6} tone="noised" term="xt">
        xₜ
      </Label>
    </Panel>
  );
}

/** Direct labels would collide as the curves move, so the signs are named above: in one row, in two on a phone. */
function Legend({ box }: { readonly box: Frame }) {
  const signs = [
    { name: 'exact', tone: 'exact', dash: undefined, at: [0, 0], narrow: [0, -22] },
    { name: 'Gaussian, same moments', tone: 'model', dash: '6 4', at: [82, 0], narrow: [110, -22] },
    { name: 'told x₀', tone: 'data', dash: '2 3', at: [268, 0], narrow: [0, 0] },
    { name: 'pₛ', tone: 'noised', dash: undefined, at: [356, 0], narrow: [126, 0] },
    { name: 'data', tone: 'data', dash: undefined, at: [416, 0], narrow: [216, 0] },
  ] as const;
  return (
    <g transform={`translate(${box.left})`}>
      {signs.map(({ name, tone, dash, at, narrow }) => (
        <g key={name} class="po-sign" style={{ '--at': shift(at), '--narrow': shift(narrow) }}>
          {name === 'pₛ' || name === 'data' ? (
            <Area d="M0,8h22v9h-22Z" tone={tone} opacity={0.25} />
          ) : (
            <Line d="M0,12h22" tone={tone} dash={dash} />
          )}
          <Label x={28} y={16} tone={tone}>
            {name}
          </Label>
        </g>
      ))}
    </g>
  );
}

const shift = ([x, y]: readonly [number, number]): string => `translate(${x}px, ${y}px)`;

function DivergencePanel({
  curve,
  now,
}: {
  readonly curve: ReturnType<typeof divergenceCurve>;
  readonly now: OneStep;
}) {
  const floor = 1e-9;
  const box = frame({
    width: 360,
    height: 320,
    margin: { top: 26, right: 12, bottom: 34, left: 46 },
    x: [0.004, 1],
    y: [floor, 3],
    xLog: true,
    yLog: true,
  });
  const clipped = (v: number) => Math.max(floor, v);
  return (
    <Panel
      frame={box}
      border={false}
      title="How far from Gaussian"
      tone="exact"
      readout={`step ${significant(now.t - now.s, 2)}: ${significant(now.divergence, 2)} nats`}
      label="Divergence of the true reverse step from a Gaussian against the length of the step, on logarithmic axes"
    >
      <Axes frame={box} x={{ label: 'step t − s', count: 3 }} y={{ label: 'KL, nats', count: 4 }} />
      <Line d={line(box, curve.steps, curve.divergences.map(clipped))} tone="exact" />
      <Marker x={box.x(Math.max(0.004, now.t - now.s))} y={box.y(clipped(now.divergence))} tone="exact" />
    </Panel>
  );
}

function summary({ x, x0 }: PosteriorSettings, now: OneStep): string {
  const humps =
    now.divergence < 0.001
      ? 'is a Gaussian to the eye'
      : now.divergence < 0.05
        ? 'is nearly a Gaussian'
        : 'is far from a Gaussian';
  return `From xₜ = ${fixed(x)} at t = ${fixed(now.t)} back to s = ${fixed(now.s, 3)}: the true reverse conditional has mean ${fixed(now.mean)} and standard deviation ${significant(now.deviation, 2)} and ${humps} (${significant(now.divergence, 2)} nats). Told x₀ = ${fixed(x0)}, the posterior has mean ${fixed(now.told.mean)}.`;
}

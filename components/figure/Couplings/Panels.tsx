/** The pictures of the figure of couplings. */
import { useMemo } from 'preact/hooks';
import { batch, type Batch } from '../../../src/core/batch';
import { rowsOf } from '../../../src/core/coupling';
import { dots, frame, segments } from '../../../src/picture/index';
import type { Tone } from '../../control/tone';
import { Axes, Dots, Label, Line, Marker, Panel } from '../index';
import { apart } from '../kit/apart';
import { MarkedLine } from '../kit/MarkedLine';
import { PointLayer } from '../PointLayer';
import { cloudsOf, flowSteps, isCurrent, lookKey, partnersOf, type Look, type Looks, type Sweep } from './looks';
import { couplingLabels, couplingTitle, linesText, trainedText } from './labels';
import { couplingKinds, evaluationsOf, picked, square, type CouplingName, type CouplingsSettings } from './state';
import type { Trained } from './trained';
import { inText } from '../kit/in-text';

interface Props {
  readonly s: CouplingsSettings;
}

/** What tells the couplings apart beside their names: a dash each. */
const dashes: Readonly<Record<CouplingName, string | undefined>> = {
  independent: '2 3',
  minibatch: '7 3',
  entropic: '10 3 2 3',
  optimal: undefined,
};

interface LinesProps extends Props {
  readonly kind: CouplingName;
  readonly look: Look | undefined;
  readonly onPick: (point: number) => void;
}

/** One partner for each point as lines, and all partners of the point picked. */
export function LinesPanel({ s, kind, look, onPick }: LinesProps) {
  const current = look?.key === lookKey(kind, s);
  const clouds = useMemo(() => cloudsOf(s), [s.source, s.data, s.n, s.seed]);
  const [x, y] = [clouds.data.components.means, clouds.source.components.means];
  const point = picked(s);
  const [data, source] = useMemo(() => [dots(square, x), dots(square, y)], [clouds]);
  // Lines of other clouds would end beside their points.
  const lines = useMemo(
    () => (look && current ? segments(square, rowsOf(y, look.pairs.to), rowsOf(x, look.pairs.from)) : ''),
    [look, current],
  );
  const partners = useMemo(
    () => (look && current ? partnersOf(look.plan, point).slice(0, 40) : []),
    [look, current, point],
  );
  const place = rowsOf(y, [point]);
  return (
    <Panel
      frame={square}
      title={couplingTitle(kind, s)}
      tone="noised"
      interactive="point"
      readout={look && current ? linesText(look, s) : 'being computed'}
      label={`Lines from ${s.n} points of the source to their partners in the data, ${couplingTitle(kind, s)}, and all partners of one point`}
    >
      <Line d={lines} tone="noised" width={0.9} opacity={0.5} />
      <Dots d={source} tone="noise" size={3.6} opacity={0.9} />
      <Dots d={data} tone="data" size={3.6} opacity={0.9} />
      {partners.map(({ place: to, share }) => (
        <Line
          key={to}
          d={segments(square, place, rowsOf(x, [to]))}
          tone="exact"
          width={2}
          opacity={Math.max(0.15, Math.min(1, share / partners[0].share))}
        />
      ))}
      <Marker x={square.x(place.data[0])} y={square.y(place.data[1])} tone="exact" size={4.5} />
      <PointLayer
        frame={square}
        x={place.data[0]}
        onPoint={(px, py) => onPick(nearest(y, px, py))}
        beside={(dx, dy) => {
          const next = (point + dx + dy + s.n) % s.n;
          return [y.data[2 * next], y.data[2 * next + 1]];
        }}
        label="Point of the source whose partners are shown"
        {...(kind === 'independent' && { text: `point ${point + 1} of ${s.n}` })}
      />
    </Panel>
  );
}

function nearest({ data }: Batch, x: number, y: number): number {
  let [best, least] = [0, Infinity];
  for (let i = 0; i < data.length / 2; i++) {
    const apart = Math.hypot(data[2 * i] - x, data[2 * i + 1] - y);
    if (apart < least) [best, least] = [i, apart];
  }
  return best;
}

const energies = [1e-3, 2] as const;
const chart = { width: 470, height: 262, margin: { top: 24, right: 92, bottom: 38, left: 48 } } as const;
const stepsBox = frame({ ...chart, x: [0.9, 9], y: energies, xLog: true, yLog: true });
const stepTicks = flowSteps.map((value) => ({ value, label: String(value) }));
const held = (value: number, [low, high]: readonly [number, number]) => Math.max(low, Math.min(high, value));

interface StepsProps extends Props {
  readonly looks: Looks;
  readonly trained: Trained;
}

/** Energy distance by few Euler steps: of the exact flow on each coupling, and of the two networks. */
export function StepsPanel({ s, looks, trained }: StepsProps) {
  const exact = couplingKinds.flatMap((kind) => {
    const energy = looks[kind]?.measured?.energy;
    return energy ? [{ kind, at: points(energy) }] : [];
  });
  const learned = trained.sides.flatMap(({ energy }, i) =>
    energy.length > 0 ? [{ kind: i === 0 ? s.a : s.b, i, at: points(energy) }] : [],
  );
  const ends = apart(exact.map(({ at }) => stepsBox.y(at[at.length - 1][1])));
  return (
    <Panel
      frame={stepsBox}
      border={false}
      title="How far from the data, by Euler’s steps"
      tone="exact"
      label="Energy distance to the data against Euler's steps on logarithmic axes: of the exact flow on each coupling, and of the two trained networks"
      readout="green: the exact flow on each coupling; orange: the two networks"
    >
      <Axes frame={stepsBox} x={{ label: 'steps', ticks: stepTicks }} y={{ label: 'energy distance' }} />
      {exact.map(({ kind, at }, i) => (
        <g key={kind}>
          <MarkedLine frame={stepsBox} points={at} tone="exact" dash={dashes[kind]} size={3.5} />
          <Label x={stepsBox.x(8) + 8} y={ends[i] + 4} tone="exact">
            {couplingLabels[kind]}
          </Label>
        </g>
      ))}
      {learned.map(({ kind, i, at }) => (
        <MarkedLine key={i} frame={stepsBox} points={at} tone="model" dash={dashes[kind]} size={4} filled={false} />
      ))}
    </Panel>
  );
}

function points(energy: readonly number[]): readonly (readonly [number, number])[] {
  return energy.map((value, i) => [flowSteps[i], held(value, energies)] as const);
}

/** What batches of each size make of the plan: length and variance fall, and how few pairs are the optimal ones. */
export function SweepPanel({ s, sweep }: Props & { readonly sweep: Sweep | null }) {
  const current = sweep !== null && isCurrent(sweep, s);
  const top = Math.max(1, ...(sweep?.points ?? []).map(({ cost, floor }) => Math.max(cost, floor)));
  const box = frame({ ...chart, x: [0.9, 1.3 * s.n], xLog: true, y: [0, 1.05 * top] });
  const ticks = [1, 2, 4, 8, 16, 32, 64, 128]
    .filter((value) => value <= s.n)
    .map((value) => ({ value, label: String(value) }));
  const lines = [
    { name: 'length²', tone: 'noised' as Tone, dash: undefined, of: 'cost' as const },
    { name: 'variance', tone: 'model' as Tone, dash: '6 3', of: 'floor' as const },
  ];
  const size = Math.min(s.size, s.n);
  const near = sweep?.points.reduce((best, each) =>
    Math.abs(Math.log(each.size / size)) < Math.abs(Math.log(best.size / size)) ? each : best,
  );
  return (
    <Panel
      frame={box}
      border={false}
      title="What minibatches make of it"
      tone="noised"
      label="Mean squared length of the pairs and variance of the velocity's target, against the size of the minibatches, from independent pairs to the optimal plan"
      readout={
        current && near
          ? `batches of ${near.size}: ${Math.round(100 * near.matched)}\u00a0% of the weight on optimal pairs`
          : 'being computed'
      }
    >
      <Axes frame={box} x={{ label: 'points in a batch', ticks }} y={{ label: 'squared data units' }} />
      {sweep &&
        lines.map(({ name, tone, dash, of }) => {
          const at = sweep.points.map((point) => [point.size, point[of]] as const);
          return (
            <g key={name}>
              <MarkedLine frame={box} points={at} tone={tone} dash={dash} size={3.5} />
              <Label x={box.x(at[at.length - 1][0]) + 8} y={box.y(at[at.length - 1][1]) + 4} tone={tone}>
                {name}
              </Label>
            </g>
          );
        })}
    </Panel>
  );
}

interface TrainedProps extends Props {
  readonly trained: Trained;
  readonly i: 0 | 1;
}

/** Samples of one of the two networks, by as many steps as chosen. */
export function TrainedPanel({ s, trained, i }: TrainedProps) {
  const kind = i === 0 ? s.a : s.b;
  const side = trained.sides[i];
  const steps = evaluationsOf(s);
  const samples = side.samples[flowSteps.indexOf(steps as (typeof flowSteps)[number])];
  const [cloud, drawn] = useMemo(
    () => [
      dots(square, cloudsOf(s).data.components.means),
      samples ? dots(square, batch(Float64Array.from(samples), 2)) : '',
    ],
    [samples, s.data, s.n, s.seed],
  );
  return (
    <Panel
      frame={square}
      title={`Learned on ${inText(couplingTitle(kind, s))}, ${steps} ${steps === 1 ? 'step' : 'steps'}`}
      tone="model"
      readout={trainedText(trained, i)}
      label={`Samples of the network that learned on ${couplingTitle(kind, s)}, by ${steps} Euler steps`}
    >
      <Dots d={cloud} tone="data" size={5} opacity={0.35} />
      <Dots d={drawn} tone="model" size={2.4} opacity={0.8} />
    </Panel>
  );
}

/** The pictures of the figure of D. */
import { useMemo } from 'preact/hooks';
import { arrows, dots, fixed, frame, line, plot, squareFrame } from '../../../src/picture/index';
import { Axes, Dots, Label, Line, Marker, Panel } from '../index';
import { beyond, kernelPoints, places, shownPowers, tail, kernelExtent, type Fields } from './fields';
import { distanceText, dText, nameOf, radiusText, samplesText, tailText } from './labels';
import type { Sampled } from './samples';
import { cloudOf, dimensionsOf, lastPower, square, type DSliderSettings } from './state';

interface Props {
  readonly s: DSliderSettings;
}

export const arrowStyle = { scale: 0.28, longest: 40, head: 3.5 } as const;

export function FieldPanel({ s, fields }: Props & { readonly fields: Fields }) {
  const [own, limit] = useMemo(
    () => [fields.arrows, fields.limit].map((each) => arrows(square, places, each, arrowStyle)),
    [fields],
  );
  const cloud = useMemo(() => dots(square, cloudOf(s)), [s.data, s.points]);
  return (
    <Panel
      frame={square}
      title={nameOf(s.power)}
      tone="exact"
      readout={`${distanceText(fields, s.power)}${s.power < lastPower ? ' (broad grey)' : ''}`}
      label={`Arrows from places to where the exact denoiser guesses the datum, for ${nameOf(s.power)}, over those of the limit`}
    >
      <Dots d={cloud} tone="data" size={3} opacity={0.5} />
      {/* Broad and faint, so that it is seen where both agree. */}
      <Line d={limit} tone="noise" width={3.4} opacity={0.4} />
      <Line d={own} tone="exact" width={1.3} />
    </Panel>
  );
}

interface SamplesProps extends Props {
  /** The newest that are there: those of these settings, or of the ones before. */
  readonly found: Sampled | null;
  readonly current: boolean;
}

export function SamplesPanel({ s, found, current }: SamplesProps) {
  const cloud = useMemo(() => dots(square, cloudOf(s)), [s.data, s.points]);
  const points = useMemo(() => found && dots(square, found.x), [found]);
  return (
    <Panel
      frame={square}
      title="Samples by this field"
      tone="exact"
      readout={found && current ? samplesText(s, found) : 'being computed'}
      label="Samples that the exact field carries from its prior to the data, over the data"
    >
      <Dots d={cloud} tone="data" size={5.5} opacity={0.35} />
      {points !== null && <Dots d={points} tone="exact" size={2.6} opacity={current ? 0.9 : 0.3} />}
    </Panel>
  );
}

const limitBox = frame({
  width: 340,
  height: 200,
  margin: { top: 28, right: 12, bottom: 40, left: 44 },
  x: [1, 2048],
  y: [1e-4, 10],
  xLog: true,
  yLog: true,
});
const dTicks = [1, 8, 64, 512].map((value) => ({ value, label: String(value) }));

interface LimitProps extends Props {
  readonly fields: Fields;
  /** The newest that are there, and whether they are of these settings. */
  readonly all: readonly number[];
  readonly current: boolean;
}

export function LimitPanel({ s, fields, all, current }: LimitProps) {
  const powers = all.map((_, power) => dimensionsOf(power));
  const inside = (distance: number) => Math.max(1e-4, Math.min(10, distance));
  const slope = inside(all[lastPower - 1]);
  return (
    <Panel
      frame={limitBox}
      border={false}
      title="Distance to the limit"
      tone="exact"
      readout={`at σ = ${fixed(s.sigma)}, in data units`}
      label="Root mean square distance of the denoiser's field to its limit of infinitely many dimensions, against D, both on logarithmic axes"
    >
      <Axes frame={limitBox} x={{ label: 'D', ticks: dTicks }} y={{ label: 'distance', count: 6 }} />
      <Line d={plot(limitBox, (d) => (slope * 2048) / d)} tone="soft" width={1} dash="4 3" />
      <Line d={line(limitBox, powers, all.map(inside))} tone="exact" width={2} opacity={current ? 1 : 0.4} />
      <Label x={limitBox.x(3)} y={limitBox.y((slope * 2048) / 3) - 8} tone="soft">
        as 1/D
      </Label>
      {s.power < lastPower && (
        <Marker x={limitBox.x(dimensionsOf(s.power))} y={limitBox.y(inside(fields.distance))} tone="exact" />
      )}
    </Panel>
  );
}

const kernelBox = squareFrame(kernelExtent, 200);
const ring = kernelBox.x(tail) - kernelBox.x(0);

/** One datum, and 300 points that the kernel throws from it. */
function KernelPanel({ s, power }: Props & { readonly power: number }) {
  const points = useMemo(() => dots(kernelBox, kernelPoints(power)), [power]);
  const here = s.power === power;
  return (
    <Panel
      frame={kernelBox}
      title={`${nameOf(power)}${here ? ', as set' : ''}`}
      tone={here ? 'exact' : 'noised'}
      readout={`${radiusText(power, s.sigma)}; ${tailText(power)}`}
      label={`Points that the perturbation kernel throws from one datum, ${nameOf(power)}, in units of sigma`}
    >
      <circle class="ds-ring" cx={kernelBox.x(0)} cy={kernelBox.y(0)} r={ring} />
      <Dots d={points} tone="noised" size={2.4} opacity={0.7} />
      <Marker x={kernelBox.x(0)} y={kernelBox.y(0)} tone="data" size={4} />
    </Panel>
  );
}

export function KernelPanels({ s }: Props) {
  return (
    <>
      {shownPowers.map((power) => (
        <KernelPanel key={power} s={s} power={power} />
      ))}
    </>
  );
}

const tailBox = frame({
  width: 340,
  height: 200,
  margin: { top: 28, right: 40, bottom: 40, left: 44 },
  x: [0, 8],
  y: [1e-4, 1],
  yLog: true,
});

export function TailPanel({ s }: Props) {
  // Below the axis a curve ends.
  const drawn = (share: number) => (share < 1e-4 ? NaN : share);
  const curve = (power: number) => plot(tailBox, (k) => drawn(beyond(k, power)), { n: 240 });
  const others = useMemo(() => [0, 3, 6].map(curve).join(''), []);
  const own = useMemo(() => curve(s.power), [s.power]);
  const limit = useMemo(() => curve(lastPower), []);
  return (
    <Panel
      frame={tailBox}
      border={false}
      title="What the kernel throws further"
      tone="noised"
      readout={`${nameOf(s.power)}: ${tailText(s.power)}`}
      label="Share of the perturbation kernel beyond a distance, on a logarithmic axis, against the distance over sigma, for several D"
    >
      <Axes frame={tailBox} x={{ label: 'distance over σ', count: 5 }} y={{ label: 'share beyond', count: 5 }} />
      <Line d={others} tone="noised" width={1} opacity={0.6} />
      <Line d={limit} tone="noise" width={1.5} dash="4 3" />
      <Line d={own} tone="exact" width={2.2} />
      {[0, 3, 6].map((power) => {
        const end = beyond(8, power);
        return end > 1e-4 ? (
          <Label key={power} x={tailBox.right + 4} y={tailBox.y(end) + 4} tone="noised">{`D = ${dText(power)}`}</Label>
        ) : null;
      })}
      <Label x={tailBox.x(3.55)} y={tailBox.bottom - 6} tone="noise" anchor="end">
        ∞
      </Label>
    </Panel>
  );
}

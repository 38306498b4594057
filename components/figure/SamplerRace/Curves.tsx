/** Error against evaluations on logarithmic axes: to the ODE's end points, and to the data. */
import { useMemo } from 'preact/hooks';
import { frame, line, significant, type Frame } from '../../../src/picture/index';
import { Axes, Label, Line, Marker, Panel, Rule } from '../index';
import { laneSigns, orderText, shortLabel } from './labels';
import { rungs, type Measure, type RaceState } from './race';
import type { RaceSettings } from './settings';

const shape = { width: 470, height: 290, margin: { top: 24, right: 14, bottom: 38, left: 48 } } as const;
const [fewest, most] = [5, 230];
const evaluationTicks = [6, 12, 24, 48, 96, 192].map((value) => ({ value, label: String(value) }));

type Value = 'error' | 'distance';

export function CurvesPanels({ s, race }: { readonly s: RaceSettings; readonly race: RaceState }) {
  const solution = race.solution;
  const many = s.points.toLocaleString('en');
  return (
    <>
      <CurvePanel s={s} race={race} of="error" title="How far from where the ODE ends" axis="mean distance"
        readout={race.done === 1 ? `slope: over the last four points, by least squares${s.model === 'learned' ? '; none where single points change sides between modes' : ''}` : `${race.points.length} of ${rungs.length * s.samplers.length} runs`} />
      <CurvePanel s={s} race={race} of="distance" title="How far from the data" axis="energy distance" floor={solution}
        readout={solution === null ? `${many} points against 1,000 true ones` : `dashed: the ODE solved exactly, ${significant(solution)}; ${many} points against 1,000`} />
    </>
  );
}

interface CurveProps {
  readonly s: RaceSettings;
  readonly race: RaceState;
  readonly of: Value;
  readonly title: string;
  readonly axis: string;
  readonly readout: string;
  readonly floor?: number | null;
}

function CurvePanel({ s, race, of, title, axis, readout, floor = null }: CurveProps) {
  const all = race.points.flatMap((p) => (p[of] !== null && p[of] > 0 && Number.isFinite(p[of]) ? [p[of]] : []));
  const [low, high] = domain(floor === null ? all : [...all, floor], of);
  const box = useMemo(() => frame({ ...shape, x: [fewest, most], y: [low, high], xLog: true, yLog: true }), [low, high]);
  const curves = s.samplers.flatMap((sampler, lane) => {
    const points = race.points.filter((p) => p.sampler === sampler && p[of] !== null && Number.isFinite(p[of]));
    return points.length > 0 ? [{ sampler, lane, points }] : [];
  });
  const noisy = of === 'error' ? s.samplers.length - curves.length : 0;
  return (
    <Panel frame={box} border={false} title={title} readout={readout}
      label={`${title} against evaluations, for ${curves.map(({ sampler }) => shortLabel(sampler)).join(', ') || 'nobody yet'}, on logarithmic axes`}>
      <Axes frame={box} x={{ label: 'evaluations', ticks: evaluationTicks }} y={{ label: axis }} />
      <Rule frame={box} x={Math.min(most, Math.max(fewest, s.evaluations))} tone="soft" dash="2 3" />
      {floor !== null && <Rule frame={box} y={floor} tone="exact" dash="6 3" />}
      {curves.map(({ sampler, lane, points }) => <Curve key={sampler} box={box} lane={lane} points={points} of={of} />)}
      <Legend box={box} curves={curves} of={of} />
      {noisy > 0 && race.done === 1 && (
        <Label x={box.right - 4} y={box.top + 14} anchor="end" tone="soft">
          {noisy === s.samplers.length ? 'these samplers draw noise: no end points to compare' : `${noisy} that draw noise: no end points`}
        </Label>
      )}
    </Panel>
  );
}

function Curve({ box, lane, points, of }: { readonly box: Frame; readonly lane: number; readonly points: readonly Measure[]; readonly of: Value }) {
  const { tone, dash, size, filled } = laneSigns[lane];
  const y = (p: Measure) => Math.min(box.yDomain[1], Math.max(box.yDomain[0], p[of] ?? NaN));
  return (
    <g>
      <Line d={line(box, points.map((p) => p.evaluations), points.map(y))} tone={tone} width={1.8} dash={dash} />
      {points.map((p) => <Marker key={p.evaluations} x={box.x(p.evaluations)} y={box.y(y(p))} tone={tone} size={size} filled={filled} />)}
    </g>
  );
}

/** Names with their line and slope, at the bottom left, where falling curves leave room. */
function Legend({ box, curves, of }: {
  readonly box: Frame; readonly curves: readonly { readonly sampler: Measure['sampler']; readonly lane: number; readonly points: readonly Measure[] }[]; readonly of: Value;
}) {
  return (
    <>
      {curves.map(({ sampler, lane, points }, i) => {
        const { tone, dash } = laneSigns[lane];
        const order = of === 'error' ? orderText(points) : '';
        const y = of === 'error' ? box.bottom - 10 - 16 * (curves.length - 1 - i) : box.top + 14 + 16 * i;
        const x = of === 'error' ? box.left + 8 : box.right - 150;
        return (
          <g key={sampler}>
            <path class={`f-line tone-${tone}`} d={`M${x},${y - 4}h22`} stroke-width={1.8} stroke-dasharray={dash} />
            <Label x={x + 28} y={y} tone={tone}>{order ? `${shortLabel(sampler)}, slope −${order}` : shortLabel(sampler)}</Label>
          </g>
        );
      })}
    </>
  );
}

/** Whole powers of ten around the values; the height stays while a race fills in, unless something leaves it. */
function domain(values: readonly number[], of: Value): readonly [number, number] {
  const usual = of === 'error' ? [1e-5, 1] : [3e-3, 1];
  const low = Math.min(usual[0], ...values);
  const high = Math.max(usual[1], ...values);
  const powers = (v: number, round: (x: number) => number) => 10 ** round(Math.log10(v) - (round === Math.ceil ? 1e-9 : 0));
  return [of === 'error' ? Math.max(1e-9, powers(low, Math.floor)) : Math.max(1e-4, low * (low < usual[0] ? 0.8 : 1)), Math.min(1e3, powers(high, Math.ceil))];
}

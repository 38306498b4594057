/** What each mode of the figure shows. */
import { digitPixels } from '../../../src/core/data/digits';
import { mends } from '../../../src/core/inversion/mends';
import { frame, line } from '../../../src/picture/index';
import { Axes, Label, Line, Marker, Panel, Panels } from '../index';
import { PicturePanel } from '../kit/PicturePanel';
import {
  alongLabel,
  backText,
  betweenLabel,
  codeText,
  curveLabel,
  editText,
  followedText,
  mendNames,
  stripText,
  stripTitle,
} from './labels';
import { straightLength, strengths, stripCount, type ThereAndBackSettings } from './state';
import { StripPanel } from './Strip';
import type { Shown } from './work';

interface ModeProps {
  readonly s: ThereAndBackSettings;
  readonly shown: Shown;
}

const waiting = 'in the making';
const blank = new Uint8Array(digitPixels);
const size = { width: 760, height: 240, margin: { top: 28, right: 24, bottom: 42, left: 50 } } as const;

export function BackPanels({ shown: { clean, label, back } }: ModeProps) {
  const missed = back ? clean.map((v, i) => Math.abs(v - back.grey[i])) : blank;
  return (
    <>
      <PicturePanel
        grey={clean}
        title="A held-out digit"
        tone="data"
        term="x0"
        label={`A real ${label}`}
        readout={`told as ${label}`}
      />
      <PicturePanel
        grey={back?.code ?? blank}
        title="Its code"
        tone="noise"
        label="The code as a grey field: middle grey is 0"
        readout={back ? codeText(back) : waiting}
      />
      <PicturePanel
        grey={back?.grey ?? blank}
        title="Back again"
        tone="model"
        label="What the code gives back"
        readout={back ? backText(back) : waiting}
      />
      <PicturePanel
        grey={missed}
        title="What it misses"
        tone="soft"
        label="Ink where the two differ"
        readout="ink where the two differ"
      />
    </>
  );
}

export function BackCurve({ s, shown: { back } }: ModeProps) {
  if (!back) return null;
  const { curve, plain } = back;
  const most = Math.max(0.05, ...curve.map(({ error }) => error), ...plain.map(({ error }) => error));
  const box = frame({ ...size, x: [4, 60], y: [0, Math.ceil(most * 22) / 20], xLog: true });
  const path = (points: typeof curve) =>
    line(
      box,
      points.map(({ steps }) => steps),
      points.map(({ error }) => error),
    );
  const same = s.w === 0 && s.mend === 'none';
  const [a, b, end] = [plain.at(0), curve.at(0), curve.at(-1)];
  // The guided curve is named at its end where that lies clearly above, else at its beginning, out of the other name's way.
  const clear = most / 10;
  const named = end && end.error > (plain.at(-1)?.error ?? 0) + clear ? end : b;
  const under = named === b && a !== undefined && b !== undefined && Math.abs(a.error - b.error) < clear;
  return (
    <Panels>
      <Panel frame={box} border={false} label={curveLabel(back, s)}>
        <Axes
          frame={box}
          x={{ label: 'steps each way', ticks: [5, 10, 20, 50].map((value) => ({ value, label: String(value) })) }}
          y={{ label: 'error per pixel, ink from 0 to 1', count: 4 }}
        />
        <Line d={path(plain)} tone="soft" dash="5 3" />
        {!same && <Line d={path(curve)} tone="model" />}
        {plain.map(({ steps, error }) => (
          <Marker key={`p${steps}`} x={box.x(steps)} y={box.y(error)} tone="soft" size={3} />
        ))}
        {!same &&
          curve.map(({ steps, error }) => (
            <Marker key={`c${steps}`} x={box.x(steps)} y={box.y(error)} tone="model" size={4} />
          ))}
        {a && (
          <Label x={box.x(a.steps) + 10} y={box.y(a.error) - 6} tone="soft" anchor="start">
            unguided
          </Label>
        )}
        {named && !same && (
          <Label
            x={box.x(named.steps) + (named === b ? 10 : 0)}
            y={box.y(named.error) + (under ? 20 : -10)}
            tone="model"
            anchor={named === b ? 'start' : 'end'}
          >
            {`w = ${s.w}${s.mend === 'none' ? '' : `, ${mendNames[s.mend]}`}`}
          </Label>
        )}
      </Panel>
    </Panels>
  );
}

export function EditPanels({ shown: { clean, label, edit } }: ModeProps) {
  return (
    <>
      <PicturePanel
        grey={clean}
        title="The original"
        tone="data"
        term="x0"
        label={`A real ${label}`}
        readout={`told as ${label}`}
      />
      {mends.map((mend, i) => {
        const one = edit?.edits[i];
        return (
          <PicturePanel
            key={mend}
            grey={one?.grey ?? blank}
            title={mend === 'none' ? 'no mend' : mendNames[mend]}
            tone="model"
            label={`The edit, ${mendNames[mend]}`}
            readout={one ? editText(one) : waiting}
          />
        );
      })}
    </>
  );
}

export function BetweenPanels({ s, shown: { label, between } }: ModeProps) {
  const strips = (['linear', 'spherical'] as const).map((way) => {
    const strip = between?.[way];
    return (
      <StripPanel
        key={way}
        grey={strip?.grey ?? new Uint8Array(0)}
        n={stripCount}
        title={stripTitle(way, s)}
        tone={way === 'linear' ? 'noised' : 'model'}
        readout={strip ? stripText(strip, label) : waiting}
        label={`${stripCount} digits from one code to another, ${way}`}
      />
    );
  });
  return <>{strips}</>;
}

const places = Array.from({ length: stripCount }, (_, i) => i / (stripCount - 1));
const fine = Array.from({ length: 41 }, (_, i) => i / 40);

export function BetweenChart({ shown: { between } }: ModeProps) {
  if (!between) return null;
  const lengths = [...(between.linear?.lengths ?? []), ...(between.spherical?.lengths ?? [])];
  const box = frame({ ...size, x: [0, 1], y: [0, Math.max(1.1, ...lengths)] });
  return (
    <Panels>
      <Panel frame={box} border={false} label={betweenLabel(between)}>
        <Axes
          frame={box}
          x={{ label: 'from one end to the other' }}
          y={{ label: 'length of the code, a draw has 1', count: 4 }}
        />
        <Line d={line(box, fine, fine.map(straightLength))} tone="exact" dash="2 3" />
        <Label x={box.x(0.5)} y={box.y(Math.SQRT1_2) + 20} tone="exact" anchor="middle">
          two independent draws, √(t² + (1 − t)²)
        </Label>
        {between.linear && <Line d={line(box, places, between.linear.lengths)} tone="noised" />}
        {between.spherical && <Line d={line(box, places, between.spherical.lengths)} tone="model" />}
      </Panel>
    </Panels>
  );
}

export function DirectionPanels({ s, shown: { label, direction } }: ModeProps) {
  return (
    <>
      {(['found', 'random'] as const).map((which) => {
        const of = direction?.[which];
        return (
          <StripPanel
            key={which}
            grey={of?.grey ?? new Uint8Array(0)}
            n={strengths.length}
            title={which === 'found' ? 'The direction found' : 'A random one of the same length'}
            tone={which === 'found' ? 'model' : 'noise'}
            readout={of ? followedText(of, s.along, label) : waiting}
            label={`Digits at strengths from ${strengths[0]} to ${strengths[strengths.length - 1]}`}
          />
        );
      })}
    </>
  );
}

export function DirectionChart({ s, shown: { direction } }: ModeProps) {
  if (!direction) return null;
  const series = (which: 'found' | 'random') =>
    strengths.flatMap((x, i) => {
      const y = direction[which]?.values[i];
      return y === undefined || y === null ? [] : [[x, y] as const];
    });
  const all = [...series('found'), ...series('random')].map(([, y]) => y);
  if (all.length === 0) return null;
  const edge = s.along === 'thickness' ? 0.5 : 0.1;
  const box = frame({ ...size, x: [-3, 3], y: [Math.min(...all) - edge, Math.max(...all) + edge] });
  const path = (which: 'found' | 'random') => {
    const points = series(which);
    return line(
      box,
      points.map(([x]) => x),
      points.map(([, y]) => y),
    );
  };
  return (
    <Panels>
      <Panel frame={box} border={false} label={alongLabel(direction, s)}>
        <Axes
          frame={box}
          x={{ label: 'strength', ticks: strengths.map((v) => ({ value: v, label: String(v).replace('-', '−') })) }}
          y={{ label: s.along === 'thickness' ? 'stroke, pixels' : 'slant, columns a row', count: 4 }}
        />
        <Line d={path('random')} tone="noise" dash="5 3" />
        <Line d={path('found')} tone="model" />
      </Panel>
    </Panels>
  );
}

/** The picture, what each model makes of it, what is missed, and the errors against the steps. */
import { useMemo } from 'preact/hooks';
import { digitPixels } from '../../../src/core/data/digits';
import { frame, line } from '../../../src/picture/index';
import { PicturePanel } from '../kit/PicturePanel';
import { Axes, Label, Line, Marker, Panel } from '../index';
import { curveLabel } from './labels';
import { searchSteps } from './state';
import type { Found, Side } from './work';

/** Ink where two pictures differ. */
export function MissedPanel({
  side,
  clean,
  whose,
}: {
  readonly side: Side;
  readonly clean: Uint8Array;
  readonly whose: string;
}) {
  const grey = useMemo(() => clean.map((v, i) => Math.abs(v - side.grey[i])), [clean, side.grey]);
  return (
    <PicturePanel
      grey={side.curve.length > 0 ? grey : new Uint8Array(digitPixels)}
      title="what it misses"
      tone="soft"
      label={`Ink where the picture of the ${whose} differs`}
    />
  );
}

const chart = { width: 760, height: 250, margin: { top: 26, right: 20, bottom: 40, left: 46 } } as const;
const marks = [1, 3, 10, 30, 100, 300].map((value) => ({ value, label: String(value) }));

export function CurvePanel({ found }: { readonly found: Found }) {
  const { gan, diffusion } = found;
  const most = Math.max(0.1, ...gan.curve.map(({ error }) => error), ...diffusion.curve.map(({ error }) => error));
  const box = frame({ ...chart, x: [1, searchSteps], y: [0, Math.ceil(most * 20) / 20], xLog: true });
  const searched = gan.curve.filter(({ steps }) => steps >= 1);
  const path = ({ curve }: Pick<Side, 'curve'>) =>
    line(
      box,
      curve.map(({ steps }) => steps),
      curve.map(({ error }) => error),
    );
  // Named where the curves are apart: the search near its tenth step, DDIM at its fewest.
  const a = searched.find(({ steps }) => steps >= 8) ?? searched.at(-1),
    b = diffusion.curve.at(0);
  return (
    <Panel frame={box} border={false} label={curveLabel(found)}>
      <Axes
        frame={box}
        x={{ label: 'steps of the search, or of DDIM each way', ticks: marks }}
        y={{ label: 'error per pixel, ink from 0 to 1', count: 4 }}
      />
      <Line d={path({ curve: searched })} tone="generator" />
      <Line d={path(diffusion)} tone="model" dash="5 3" />
      {diffusion.curve.map(({ steps, error }) => (
        <Marker key={steps} x={box.x(steps)} y={box.y(error)} tone="model" size={4} />
      ))}
      {a && (
        <Label x={box.x(a.steps)} y={box.y(a.error) - 9} tone="generator" anchor={a.steps > 60 ? 'middle' : 'start'}>
          GAN
        </Label>
      )}
      {b && (
        <Label x={box.x(b.steps) - 9} y={box.y(b.error) + 4} tone="model" anchor="end">
          diffusion
        </Label>
      )}
    </Panel>
  );
}

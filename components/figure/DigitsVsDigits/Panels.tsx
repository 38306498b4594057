/** Both grids, and what they measure. */
import { useMemo } from 'preact/hooks';
import { fixed, frame, line } from '../../../src/picture/index';
import { Axes, Label, Line, Marker, Panel, Picture } from '../index';
import { sheet } from '../../../src/picture/index';
import { askedText, countText, leftOf, nameOf, sideText, tableRows, timesText } from './labels';
import type { Reference } from './reference';
import { columns, rows, shownCount, target, type DigitsVsDigitsSettings } from './state';
import type { Shown, Side, Sides } from './work';
import '../kit/table.css';

const grid = { width: columns * 28, height: rows * 28 } as const;
const tones = { diffusion: 'model', gan: 'generator' } as const;

export function GridPanel({
  which,
  side,
  s,
}: {
  readonly which: Sides;
  readonly side: Side;
  readonly s: DigitsVsDigitsSettings;
}) {
  const href = useMemo(() => sheet(side.grey, columns, rows), [side.grey]);
  const frames = side.classes
    .map((c, i) =>
      c === i % columns ? '' : `M${(i % columns) * 28 + 1.5},${Math.floor(i / columns) * 28 + 1.5}h25v25h-25z`,
    )
    .join('');
  return (
    <Panel
      frame={grid}
      border
      title={`${nameOf(which, s)}: ${askedText(which, s)}`}
      tone={tones[which]}
      readout={sideText(side, (i) => i % columns)}
      label={`${shownCount} digits drawn by ${which === 'gan' ? 'the generator' : leftOf(s)}, 0 to 9 by turns`}
    >
      <Picture href={href} width={grid.width} height={grid.height} />
      <path class="f-line tone-warning" d={frames} stroke-width={1.5} />
    </Panel>
  );
}

const chart = { width: 420, height: 220, margin: { top: 28, right: 92, bottom: 40, left: 40 } } as const;

/** The Fréchet distance against the number of samples: with few, it is large for real digits too. */
interface MeasuredProps {
  readonly shown: Shown;
  readonly reference: Reference;
  readonly s: DigitsVsDigitsSettings;
}

function FrechetPanel({ shown, reference, s }: MeasuredProps) {
  const curves = [
    { name: 'real digits', tone: 'data', dash: '4 3', of: reference.real },
    { name: nameOf('diffusion', s).toLowerCase(), tone: 'model', dash: undefined, of: shown.diffusion.history },
    { name: nameOf('gan', s), tone: 'generator', dash: '6 3', of: shown.gan.history },
  ] as const;
  const most = Math.max(1, ...curves.flatMap(({ of }) => of.map(({ frechet }) => frechet)));
  const box = frame({ ...chart, x: [shownCount / 2, target], y: [0, most * 1.05] });
  // Names at the right ends, moved apart where they would touch.
  let above = Infinity;
  const ends = curves
    .flatMap((curve) => (curve.of.length > 0 ? [{ ...curve, last: curve.of.at(-1)! }] : []))
    .sort((a, b) => a.last.frechet - b.last.frechet)
    .map((curve) => ({ ...curve, y: (above = Math.min(above - 14, box.y(curve.last.frechet) + 4)) }));
  return (
    <Panel
      frame={box}
      border={false}
      label={`Fréchet distance against the number of samples: ${ends.map(({ name, last }) => `${name} ${fixed(last.frechet, 1)} at ${last.n}`).join(', ')}`}
    >
      <Axes
        frame={box}
        x={{ label: 'samples', ticks: [40, 80, 120, 160, 200].map((value) => ({ value, label: String(value) })) }}
        y={{ label: 'Fréchet distance', count: 4 }}
      />
      {curves.map(({ name, tone, dash, of }) => (
        <Line
          key={name}
          d={line(
            box,
            of.map(({ n }) => n),
            of.map(({ frechet }) => frechet),
          )}
          tone={tone}
          dash={dash}
        />
      ))}
      {curves.map(({ name, tone, of }) =>
        of.map(({ n, frechet }) => <Marker key={`${name}${n}`} x={box.x(n)} y={box.y(frechet)} tone={tone} size={3} />),
      )}
      {ends.map(({ name, tone, last, y }) => (
        <Label key={name} x={box.x(last.n) + 8} y={y} tone={tone}>
          {name}
        </Label>
      ))}
    </Panel>
  );
}

export function Measured({ shown, reference, s }: MeasuredProps) {
  const times = timesText(shown, leftOf(s));
  return (
    <div class="dv-measured">
      <div>
        <table class="f-table dv-table">
          <thead>
            <tr>
              <th scope="col">
                <span class="c-hidden">measure</span>
              </th>
              <th scope="col" class="tone-model">
                {nameOf('diffusion', s).toLowerCase()}
              </th>
              <th scope="col" class="tone-generator">
                GAN
              </th>
              <th scope="col" class="tone-data">
                real digits
              </th>
            </tr>
          </thead>
          <tbody>
            {tableRows(shown, reference).map(({ name, diffusion, gan, real }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{diffusion}</td>
                <td>{gan}</td>
                <td>{real}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p class="c-hint dv-note">{`${countText(shown, leftOf(s))}${times ? ` Per picture, where forty are made at once, ${times}.` : ''}`}</p>
      </div>
      <FrechetPanel shown={shown} reference={reference} s={s} />
    </div>
  );
}

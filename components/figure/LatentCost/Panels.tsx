/** Both models as they learn: their samples, what comes back through the codes, and agreement over operations. */
import { useMemo } from 'preact/hooks';
import { digitSide } from '../../../src/core/data/digits';
import { frame, line, mosaic, percent, sheet, significant } from '../../../src/picture/index';
import { Axes, Label, Line, Marker, Panel, Picture, Rule } from '../index';
import { Table } from '../kit/Table';
import { codesText, costRows, phaseNames, trainedText } from './labels';
import type { Reconstructions } from '../../../src/engine/kinds/latent/types';
import type { Both, Codes, Trained } from './runs';
import { bar, columns, phasesOf, rows, shownCount } from './state';

const grid = { width: columns * digitSide, height: rows * digitSide } as const;
const ink = { paper: 0, ink: 255 } as const;

function Sheet({
  grey,
  title,
  tone,
  readout,
  label,
}: {
  readonly grey: Uint8Array;
  readonly title: string;
  readonly tone: 'model' | 'noised';
  readonly readout: string;
  readonly label: string;
}) {
  const href = useMemo(() => (grey.length > 0 ? sheet(grey, columns, rows) : null), [grey]);
  return (
    <Panel frame={grid} border title={title} tone={tone} readout={readout} label={label}>
      {href && <Picture href={href} width={grid.width} height={grid.height} />}
    </Panel>
  );
}

/** @param first what stands there before anything is trained */
export function PixelSheet({ pixels, first }: { readonly pixels: Trained; readonly first: Uint8Array }) {
  const blank = pixels.grey.length === 0;
  return (
    <Sheet
      grey={blank ? first : pixels.grey}
      title={blank ? 'Pixels: the shipped model’s samples' : 'Diffusion of 784 pixels'}
      tone="model"
      readout={blank ? 'trained far longer; press to train two here' : trainedText(pixels)}
      label={`${shownCount} digits drawn by a diffusion model of pixels`}
    />
  );
}

export function CodeSheet({
  codes,
  numbers,
  first,
}: {
  readonly codes: Codes;
  readonly numbers: string;
  readonly first: Uint8Array;
}) {
  const blank = codes.grey.length === 0;
  return (
    <Sheet
      grey={blank ? first : codes.grey}
      title={blank ? 'Codes: real digits through the shipped one and back' : `Diffusion of ${numbers} numbers, decoded`}
      tone="noised"
      readout={blank ? 'no sample can be better than what the decoder brings back' : codesText(codes)}
      label={
        blank
          ? `${shownCount} held-out digits through a code of 32 numbers and back`
          : `${shownCount} digits drawn by a diffusion model of codes, decoded`
      }
    />
  );
}

/** Held-out digits and what comes back of them, two rows. */
export function BackPanel({ codes, first }: { readonly codes: Codes; readonly first: Reconstructions }) {
  const of = codes.reconstructions ?? first;
  const own = codes.reconstructions !== null;
  const href = useMemo(() => {
    const both = new Uint8Array(of.originals.length + of.pictures.length);
    both.set(of.originals);
    both.set(of.pictures, of.originals.length);
    return mosaic(both, { side: digitSide, across: 10, ...ink }).href;
  }, [of]);
  const width = 10 * digitSide;
  return (
    <Panel
      frame={{ width, height: 2 * digitSide }}
      border={false}
      title={own ? 'Held-out digits, and what comes back' : 'Held-out digits, and what the shipped code brings back'}
      tone="data"
      readout={`squared error ${significant(of.distortion)} in standard units`}
      label="Ten digits that were not learned from, and below them what the autoencoder brings back"
    >
      <Picture href={href} width={width} height={2 * digitSide} />
    </Panel>
  );
}

const chart = { width: 760, height: 250, margin: { top: 28, right: 72, bottom: 42, left: 44 } } as const;

export function AgreementPanel({ both }: { readonly both: Both }) {
  const { settings, pixels, codes } = both;
  const most = settings.budget * 1e12;
  const box = frame({ ...chart, x: [0, settings.budget], y: [0, 1] });
  const sides = [
    { name: 'pixels', of: pixels, tone: 'model', dash: undefined },
    { name: 'codes', of: codes, tone: 'noised', dash: '6 3' },
  ] as const;
  const x = (flops: number) => box.x(Math.min(flops, most) / 1e12);
  const phases = phasesOf(settings);
  const ends = sides.map(({ of }) => of.looks.at(-1)).map((look) => (look ? box.y(look.agreement) : null));
  const close = ends[0] !== null && ends[1] !== null && Math.abs(ends[0] - ends[1]) < 14;
  return (
    <Panel
      frame={box}
      border={false}
      title="Agreement over operations spent"
      readout={`${percent(bar)} is the bar; the first point of the codes comes when all before it is paid`}
      label={`Share of samples that the judge takes for what was asked, against operations of training. ${sides.map(({ name, of }) => `${name}: ${of.looks.map(({ agreement }) => percent(agreement)).join(', ') || 'nothing yet'}`).join('; ')}`}
    >
      <Axes
        frame={box}
        x={{ label: '10¹² operations of training', count: 5 }}
        y={{
          label: 'taken for what was asked',
          ticks: [0, 0.25, 0.5, 0.75, 1].map((value) => ({ value, label: percent(value) })),
        }}
      />
      {phases.map(({ phase, from, to }) => (
        <path
          key={phase}
          class="lc-phase"
          data-phase={phase}
          d={`M${x(from)},${box.bottom - 7}H${Math.max(x(from), x(to) - 1.5)}V${box.bottom - 1}H${x(from)}Z`}
        >
          <title>{phaseNames[phase]}</title>
        </path>
      ))}
      {phases
        .filter(({ from, to }) => x(to) - x(from) > 62)
        .map(({ phase, from, to }) => (
          <Label key={phase} x={(x(from) + x(to)) / 2} y={box.bottom - 12} tone="noised" anchor="middle">
            {phaseNames[phase]}
          </Label>
        ))}
      <Rule frame={box} y={bar} tone="data" dash="4 3" />
      <Label x={box.right + 6} y={box.y(bar) + 4} tone="data">
        the bar
      </Label>
      {sides.map(({ name, of, tone, dash }) => (
        <Line
          key={name}
          d={line(
            box,
            of.looks.map(({ flops }) => Math.min(flops, most) / 1e12),
            of.looks.map(({ agreement }) => agreement),
          )}
          tone={tone}
          dash={dash}
        />
      ))}
      {sides.map(({ name, of, tone }) =>
        of.looks.map(({ flops, agreement }) => (
          <Marker key={`${name}${flops}`} x={x(flops)} y={box.y(agreement)} tone={tone} size={3} />
        )),
      )}
      {sides.map(({ name, of, tone }, i) => {
        const last = of.looks.at(-1);
        if (!last) return null;
        const lift = close ? ((ends[i]! <= ends[1 - i]! && i === 0) || ends[i]! < ends[1 - i]! ? -5 : 9) : 4;
        return (
          <Label
            key={`n${name}`}
            x={x(last.flops) - 6}
            y={box.y(last.agreement) + lift + (last.agreement > 0.82 ? 12 : -10)}
            tone={tone}
            anchor="end"
          >
            {name}
          </Label>
        );
      })}
    </Panel>
  );
}

export function CostTable({ both }: { readonly both: Both }) {
  return (
    <Table label="What both cost">
      <thead>
        <tr>
          <th scope="col">cost</th>
          <th scope="col" class="tone-model">
            pixels
          </th>
          <th scope="col" class="tone-noised">
            codes
          </th>
          <th scope="col">times</th>
        </tr>
      </thead>
      <tbody>
        {costRows(both).map(({ name, pixels, codes, ratio }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{pixels}</td>
            <td>{codes}</td>
            <td>{ratio}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** The pictures that all three anatomies are made of: maps of signed numbers, codes, digits. */
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { digitSide } from '../../../src/core/data/digits';
import { standardInk, standardPaper } from '../../../src/core/image-network/pixels';
import { cells, largest } from '../../../src/picture/cells';
import { mosaic } from '../../../src/picture/mosaic';
import { toneClass, type Tone } from '../../control/tone';
import { Label, Panel, Picture } from '../index';
import './anatomy.css';

export interface MapProps {
  readonly values: ArrayLike<number>;
  readonly across: number;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly tone: Tone;
  /** The size of a number that is drawn in full. */
  readonly most: number;
  /** A hairline around it (yes). */
  readonly edge?: boolean;
}

/** Full squares above zero in the quantity's colour, smaller grey ones below. */
export function SignedMap({ values, across, x, y, size, tone, most, edge = true }: MapProps) {
  const paths = useMemo(() => cells(values, { across, size, most }), [values, across, size, most]);
  return (
    <g class={`an-map${toneClass(tone)}`} transform={`translate(${x} ${y})`}>
      {paths.map(({ sign, strength, d }) => (
        <path key={sign * strength} class={sign > 0 ? 'an-plus' : 'an-minus'} d={d} fill-opacity={strength} />
      ))}
      {edge && <rect width={across * size} height={(values.length / across) * size} />}
    </g>
  );
}

const places = 49;
const channels = 4;

/** The four channels of a code [7, 7, 4] as maps, two by two. */
export function Code({
  values,
  x,
  y,
  size,
  gap,
  tone,
  most,
}: {
  readonly values: ArrayLike<number>;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly gap: number;
  readonly tone: Tone;
  readonly most?: number;
}) {
  const step = 7 * size + gap;
  const full = most ?? largest(values);
  const maps = useMemo(
    () =>
      Array.from({ length: channels }, (_, c) =>
        Float32Array.from({ length: places }, (_v, p) => values[p * channels + c]),
      ),
    [values],
  );
  return (
    <>
      {maps.map((map, c) => (
        <SignedMap
          key={c}
          values={map}
          across={7}
          x={x + (c % 2) * step}
          y={y + Math.floor(c / 2) * step}
          size={size}
          tone={tone}
          most={full}
        />
      ))}
    </>
  );
}

/** A picture of grey levels from paper to ink, in standard units or in the units given. */
export function Grey({
  values,
  x,
  y,
  width,
  side = digitSide,
  range = [standardPaper, standardInk],
}: {
  readonly values: ArrayLike<number>;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly side?: number;
  readonly range?: readonly [paper: number, ink: number];
}) {
  const [paper, ink] = range;
  const { href } = useMemo(() => mosaic(values, { side, across: 1, paper, ink }), [values, side, paper, ink]);
  return (
    <g>
      <Picture href={href} x={x} y={y} width={width} />
      <rect class="an-edge" x={x} y={y} width={width} height={width} />
    </g>
  );
}

interface Named {
  readonly title: string;
  readonly tone?: Tone;
  readonly readout?: ComponentChildren;
  readonly term?: string;
}

const square = { width: 120, height: 120 } as const;

/** A panel of one code. */
export function CodePanel({
  values,
  most,
  title,
  tone = 'noised',
  readout,
  term,
}: Named & { readonly values: ArrayLike<number>; readonly most?: number }) {
  return (
    <Panel
      frame={square}
      border={false}
      title={title}
      tone={tone}
      readout={readout}
      term={term}
      label={`${title}: four maps of 7 by 7 numbers`}
    >
      <Code values={values} x={1} y={1} size={8} gap={6} tone={tone} {...(most !== undefined && { most })} />
    </Panel>
  );
}

/** A panel of one picture. */
export function GreyPanel({
  values,
  side,
  range,
  title,
  tone = 'data',
  readout,
  term,
}: Named & {
  readonly values: ArrayLike<number> | null;
  readonly side?: number;
  readonly range?: readonly [number, number];
}) {
  return (
    <Panel frame={square} border title={title} tone={tone} readout={readout} term={term} label={title}>
      {values && <Grey values={values} x={0} y={0} width={120} {...(side && { side })} {...(range && { range })} />}
    </Panel>
  );
}

/** A panel of rows of numbers, one for each word. */
export function RowsPanel({
  values,
  names,
  columns,
  title,
  tone = 'model',
  readout,
  most,
  parts = 1,
}: Named & {
  readonly values: ArrayLike<number>;
  readonly names: readonly string[];
  readonly columns: number;
  readonly most?: number;
  /** Rows stand in so many groups, as many in each. */
  readonly parts?: number;
}) {
  const size = 6;
  const rowsOf = names.length / parts;
  const topOf = (i: number) => i * row + Math.floor(i / rowsOf) * 14;
  const left = 84,
    row = 20;
  const full = most ?? largest(values);
  const rows = useMemo(
    () => names.map((_, i) => Array.from(values).slice(i * columns, (i + 1) * columns)),
    [values, names.length, columns],
  );
  return (
    <Panel
      frame={{ width: left + columns * size + 2, height: Math.max(3, names.length) * row + 4 + (parts - 1) * 14 }}
      border={false}
      title={title}
      tone={tone}
      readout={readout}
      label={`${title}: ${names.length} rows of ${columns} numbers`}
    >
      {rows.map((row_, i) => (
        <g key={i}>
          <Label x={left - 8} y={topOf(i) + 15} anchor="end">
            {names[i]}
          </Label>
          <SignedMap values={row_} across={columns} x={left} y={topOf(i) + 6} size={size} tone={tone} most={full} />
        </g>
      ))}
    </Panel>
  );
}

/** A panel of shares: who, in a row, looks at whom. */
export function SharesPanel({
  values,
  names,
  title,
  tone = 'model',
  readout,
}: Named & { readonly values: Float32Array; readonly names: readonly string[] }) {
  const left = 84,
    edge = 132,
    n = names.length;
  const size = edge / n;
  return (
    <Panel
      frame={{ width: left + edge + 2, height: edge + 4 }}
      border={false}
      title={title}
      tone={tone}
      readout={readout}
      label={`${title}: ${names.map((name, i) => `${name} mostly at ${names[mostOf(values.subarray(i * n, (i + 1) * n))]}`).join('; ')}`}
    >
      <SignedMap values={values} across={n} x={left} y={1} size={size} tone={tone} most={1} />
      {n <= mostNamed &&
        names.map((name, i) => (
          <Label key={i} x={left - 8} y={1 + (i + 0.5) * size + 4} anchor="end">
            {name}
          </Label>
        ))}
    </Panel>
  );
}

/** Rows of a square that are high enough for a name. */
const mostNamed = 9;

function mostOf(values: Float32Array): number {
  return values.reduce((best, v, i) => (v > values[best] ? i : best), 0);
}

/** A panel of small maps with a name under each. */
export function MapsPanel({
  maps,
  across,
  names,
  title,
  tone = 'model',
  readout,
  most,
  columns = 5,
}: Named & {
  readonly maps: readonly ArrayLike<number>[];
  readonly across: number;
  readonly names: readonly string[];
  readonly most: number;
  readonly columns?: number;
}) {
  const edge = 78,
    step = edge + 14,
    down = edge + 24;
  const used = Math.min(columns, Math.max(1, maps.length));
  const rows = Math.ceil(maps.length / used);
  return (
    <Panel
      frame={{ width: used * step - 12, height: rows * down }}
      border={false}
      title={title}
      tone={tone}
      readout={readout}
      label={`${title}: ${names.join(', ')}`}
    >
      {maps.map((map, i) => {
        const [x, y] = [1 + (i % used) * step, 1 + Math.floor(i / used) * down];
        return (
          <g key={i}>
            <SignedMap values={map} across={across} x={x} y={y} size={edge / across} tone={tone} most={most} />
            <Label x={x + edge / 2} y={y + edge + 15} anchor="middle">
              {names[i]}
            </Label>
          </g>
        );
      })}
    </Panel>
  );
}

/** The pictures of the train-digits figure. */
import { useMemo } from 'preact/hooks';
import { digitSide } from '../../../src/core/data/digits';
import type { DigitData } from '../../../src/engine/kinds/digits/settings';
import type { DigitLook, DigitSnapshot } from '../../../src/engine/kinds/digits/types';
import { bars, frame, grouped, line, percent, significant } from '../../../src/picture/index';
import { Area, Axes, Label, Line, Panel, Picture, Rule } from '../index';
import { agreementText, seenText } from './labels';
import { clear, columns, realDigits, recognisable, rows, type AgreementPoint } from './state';
import { sheet } from '../../../src/picture/index';

const grid = { width: columns * digitSide, height: rows * digitSide } as const;
const chart = { width: 460, height: 230, margin: { top: 22, right: 24, bottom: 34, left: 42 } } as const;

export interface SamplesProps {
  readonly look: DigitLook | null;
  readonly snapshot: DigitSnapshot | null;
  readonly built: string;
}

export function SamplesPanel({ look, snapshot, built }: SamplesProps) {
  const href = useMemo(() => (look ? sheet(look.pictures, columns, rows) : built), [look, built]);
  const title = !look
    ? 'The shipped network'
    : look.images === 0
      ? 'Not yet trained'
      : `Learned, ${seenText(look.images)}`;
  const readout = !look
    ? 'drawn from noise when this page was built'
    : snapshot?.size === 'shipped' || look.judged > 0
      ? agreementText(look)
      : 'the same noise at every look';
  return (
    <Panel
      frame={grid}
      border
      title={title}
      tone="model"
      readout={readout}
      label={`${columns * rows} pictures drawn by the network`}
    >
      {href && <Picture href={href} width={grid.width} height={grid.height} />}
    </Panel>
  );
}

export function RealPanel({ data }: { readonly data: DigitData }) {
  const href = useMemo(() => {
    if (data.kind === 'own') return sheet(data.images, columns, rows);
    return sheet(
      realDigits().flatMap(({ pixels }) => [...pixels]),
      columns,
      rows,
    );
  }, [data]);
  const own = data.kind === 'own';
  return (
    <Panel
      frame={grid}
      border
      title={own ? 'Your pictures' : 'Real digits'}
      tone="data"
      term="x0"
      readout={own ? `${grouped(data.labels.length)} to learn from` : '20 of the 9001 to learn from'}
      label="Pictures that the network learns from"
    >
      <Picture href={href} width={grid.width} height={grid.height} />
    </Panel>
  );
}

/** The judge's agreement against the pictures seen. */
export function AgreementPanel({
  points,
  recorded,
  own,
}: {
  readonly points: readonly AgreementPoint[];
  /** Where a run of this size that was recorded passed the two marks. */
  readonly recorded: readonly Pick<AgreementPoint, 'images' | 'share'>[];
  readonly own: boolean;
}) {
  const begun = points.length > 0;
  const marks = own ? [] : recorded;
  const seen = points.at(-1)?.images ?? 0;
  const ahead = marks.find(({ images }) => images >= seen) ?? marks.at(-1);
  const most = Math.max(10_000, seen, 1.1 * ((begun ? ahead : marks.at(-1))?.images ?? 0));
  const least = Math.min(points[0]?.images ?? 0, most - 1);
  const from = least > 100_000 ? least : 0;
  const box = frame({ ...chart, x: [from, Math.max(most, from + 1000)], y: [0, 1] });
  const path = line(
    box,
    points.map(({ images }) => images),
    points.map(({ share }) => share),
  );
  const last = points.at(-1);
  return (
    <Panel
      frame={box}
      title="Agreement"
      tone="model"
      readout={
        own
          ? 'the judge knows the book’s digits alone'
          : last && begun
            ? `${percent(last.share)} of the samples are taken for what was asked`
            : 'what a classifier takes for what was asked; circles: a recorded run'
      }
      label="Agreement of a classifier with the digits asked for, against pictures seen"
    >
      <Axes frame={box} x={{ label: 'pictures seen', count: 4 }} y={{ label: 'agreement', count: 5 }} />
      <Rule frame={box} y={recognisable} tone="soft" dash="4 3" />
      <Rule frame={box} y={clear} tone="soft" dash="4 3" />
      <Label x={box.right - 4} y={box.y(recognisable) + 15} tone="soft" anchor="end">
        recognisable
      </Label>
      <Label x={box.right - 4} y={box.y(clear) - 5} tone="soft" anchor="end">
        clear
      </Label>
      {marks
        .filter(({ images }) => images >= from && images <= most)
        .map(({ images, share }) => (
          <circle cx={box.x(images)} cy={box.y(share)} r={4} fill="none" stroke="var(--soft)" stroke-width={1.5} />
        ))}
      <Line d={path} tone="model" width={1.8} />
    </Panel>
  );
}

/** Mean squared error of the network's answer in 16 bins of the noise's angle. */
export function LevelsPanel({
  levels,
  shipped,
  own,
}: {
  readonly levels: Float64Array | null;
  readonly shipped: readonly number[];
  readonly own: boolean;
}) {
  const known = own ? [] : shipped;
  const high = Math.min(2, 1.12 * Math.max(0.2, ...known, ...(levels ? [...levels].filter(Number.isFinite) : [])));
  const box = frame({ ...chart, x: [0, 1], y: [0, high] });
  const edges = Float64Array.from({ length: 17 }, (_, i) => i / 16);
  const capped = levels ? Array.from(levels, (v) => Math.min(v, high)) : [];
  const mean = levels ? levels.reduce((sum, v) => sum + v / levels.length, 0) : null;
  return (
    <Panel
      frame={box}
      title="Loss by noise level"
      tone="model"
      term="t"
      readout={
        mean === null
          ? 'squared error per pixel; dashed: the shipped network'
          : `${significant(mean, 3)} on average; dashed: the shipped network`
      }
      label="Training loss in sixteen bins of the noise level"
    >
      <Axes frame={box} x={{ label: 'noise, from none to all', count: 5 }} y={{ label: 'loss', count: 4 }} />
      {known.length > 0 && (
        <Line
          d={line(box, [...edges], [...known, known[known.length - 1]], { curve: 'step' })}
          tone="soft"
          width={1.5}
          dash="4 3"
        />
      )}
      {levels && (
        <Area
          d={bars(box, { edges, counts: levels, density: levels, outside: 0 }, capped)}
          tone="model"
          opacity={0.3}
        />
      )}
      {levels && (
        <Line d={line(box, [...edges], [...capped, capped[15] ?? 0], { curve: 'step' })} tone="model" width={1.6} />
      )}
    </Panel>
  );
}

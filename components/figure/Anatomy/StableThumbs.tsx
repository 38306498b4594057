/** What the blocks of the latent system show in small. */
import type { ComponentChildren } from 'preact';
import { frame } from '../../../src/picture/frame';
import { line } from '../../../src/picture/line';
import type { Anatomy } from '../../../src/engine/kinds/shipped/anatomy';
import { Label, Line, Marker } from '../index';
import { inside } from './diagrams';
import { Code, Grey, SignedMap } from './Maps';
import { stableStep, wordCount } from './stable';
import { pictureOf, type AnatomySettings } from './state';

const { x: left, y: top, width, height } = inside;
const picture = { x: left + (width - height) / 2, y: top, width: height };
/** Four maps as high as the inside. */
const code = { x: left + (width - 66) / 2 + 1, y: top, size: 4.5, gap: 3 };

/** Words in up to four lines. */
export function Words({ text }: { readonly text: string }) {
  const lines = linesOf(text);
  return (
    <>
      {lines.map((words, i) => (
        <Label key={i} x={left + width / 2} y={top + 14 + 16 * i} anchor="middle" tone="data">
          {words}
        </Label>
      ))}
    </>
  );
}

const lineLength = 14;
export function linesOf(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    const last = lines.at(-1);
    const short = word.length > lineLength ? `${word.slice(0, lineLength - 1)}…` : word;
    if (last !== undefined && last.length + short.length < lineLength) lines[lines.length - 1] = `${last} ${short}`;
    else lines.push(short);
  }
  return lines.length > 4 ? [...lines.slice(0, 3), '…'] : lines;
}

/** Rows of numbers, one a word, as wide as the inside. */
export function Strips({
  values,
  rows,
  tone = 'model',
}: {
  readonly values: Float32Array;
  readonly rows: number;
  readonly tone?: 'model' | 'data' | 'noised';
}) {
  const columns = values.length / rows;
  const size = width / columns;
  const step = Math.min(height / rows, rows === 1 ? 28 : 14);
  const first = top + (rows === 1 ? (height - step) / 2 : 0);
  const most = values.reduce((m, v) => Math.max(m, Math.abs(v)), 1e-9);
  return (
    <>
      {Array.from({ length: rows }, (_, i) => (
        <g key={i} transform={`translate(${left} ${first + i * step}) scale(1 ${Math.max(1, (step - 2) / size)})`}>
          <SignedMap
            values={values.subarray(i * columns, (i + 1) * columns)}
            across={columns}
            x={0}
            y={0}
            size={size}
            tone={tone}
            most={most}
            edge={false}
          />
        </g>
      ))}
    </>
  );
}

/** The noise levels as they fall, with the one of this step. */
export function Falling({ sigmas, step }: { readonly sigmas: Float64Array; readonly step: number }) {
  const shown = Array.from(sigmas).filter((v) => v > 0);
  const box = frame({
    width: 110,
    height: 100,
    margin: { top: top + 4, right: 12, bottom: 14, left: 12 },
    x: [0, Math.max(1, sigmas.length - 1)],
    y: [Math.min(0.02, ...shown), Math.max(...shown) * 1.2],
    yLog: true,
  });
  return (
    <>
      <Line
        d={line(
          box,
          shown.map((_, i) => i),
          shown,
        )}
        tone="noised"
        width={1.5}
      />
      {shown.map((v, i) => (
        <Marker key={i} x={box.x(i)} y={box.y(v)} tone="noised" size={i === step ? 5 : 2} filled={i !== step} />
      ))}
    </>
  );
}

export function stableDraws(s: AnatomySettings, found: Anatomy, step: number): (block: string) => ComponentChildren {
  const now = stableStep(found, step);
  const draws: Readonly<Record<string, () => ComponentChildren>> = {
    prompt: () => <Words text={s.prompt} />,
    text: () => <Strips values={found.encoded} rows={wordCount(found)} />,
    start: () => <Code values={found.x.subarray(0, 196)} {...code} tone="noised" />,
    denoiser: () => <Code values={now.told} {...code} tone="model" most={3} />,
    guidance: () => <Code values={now.difference} {...code} tone="model" />,
    scheduler: () => <Falling sigmas={found.sigmas} step={step} />,
    decoder: () => (now.decoded ? <Grey values={now.decoded} {...picture} /> : null),
    picture: () => <Grey values={found.picture} {...picture} />,
    digit: () => <Grey values={pictureOf(s.digit)} {...picture} />,
    encoder: () => (found.source ? <Code values={found.source.code} {...code} tone="data" most={3} /> : null),
  };
  return (block) => draws[block]?.();
}

/** Blocks that take no part as things are set. */
export function stableOff(s: AnatomySettings, block: string): boolean {
  if (block === 'digit' || block === 'encoder') return s.start === 'noise';
  if (block === 'prompt' || block === 'text') return !s.words;
  return block === 'guidance' && !s.guided;
}

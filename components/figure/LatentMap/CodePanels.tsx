/** One digit's code in use: its channels beside the picture, and what the decoder answers when one is changed. */
import { useMemo } from 'preact/hooks';
import { digitSide } from '../../../src/core/data/digits';
import { frame, pixels } from '../../../src/picture/index';
import { fixed } from '../../../src/picture/numbers';
import type { SampleDigit } from '../../../src/engine/digits';
import { Axes, Panel, Picture } from '../index';
import { changeText, channelOf, rootMeanSquare } from './labels';
import { channelsOf, type LatentMapSettings } from './state';
import type { Coded } from './work';

const ink = { paper: 0, ink: 255 } as const;
const square = { width: digitSide, height: digitSide } as const;

export function PicturePanel({
  title,
  tone,
  readout,
  label,
  grey,
}: {
  readonly title: string;
  readonly tone: 'data' | 'model';
  readonly readout: string;
  readonly label: string;
  readonly grey: Uint8Array;
}) {
  const href = useMemo(() => pixels(grey, digitSide, ink), [grey]);
  return (
    <Panel frame={square} border title={title} tone={tone} readout={readout} label={label}>
      <Picture href={href} width={digitSide} />
    </Panel>
  );
}

export function Pictures({
  digit,
  coded,
  s,
}: {
  readonly digit: SampleDigit;
  readonly coded: Coded;
  readonly s: LatentMapSettings;
}) {
  const real = digit.pixels;
  return (
    <>
      <PicturePanel
        title="The digit"
        tone="data"
        readout={`a ${digit.label}, 784 numbers`}
        label={`A real ${digit.label}`}
        grey={real}
      />
      <PicturePanel
        title="Encoded and decoded"
        tone="model"
        readout={`off by ${fixed(rootMeanSquare(coded.back, real), 3)} a pixel`}
        label="The same digit through the code and back"
        grey={coded.back}
      />
      <CodePanel coded={coded} s={s} />
      <PicturePanel
        title="The changed code, decoded"
        tone="model"
        readout={`${changeText(s)}: off by ${fixed(rootMeanSquare(coded.answer, real), 3)}`}
        label={`What the decoder makes of the code with ${changeText(s)}`}
        grey={coded.answer}
      />
    </>
  );
}

const gap = 1;

/** Channels as pictures of 7 x 7, or numbers as bars; the one that is changed is framed. */
function CodePanel({ coded, s }: { readonly coded: Coded; readonly s: LatentMapSettings }) {
  const title = 'The code, changed';
  const readout = s.codec === 'spatial' ? '4 channels of 7 × 7: 196 numbers' : '32 numbers';
  return s.codec === 'spatial' ? (
    <SpatialCode {...{ coded, s, title, readout }} />
  ) : (
    <FlatCode {...{ coded, s, title, readout }} />
  );
}

interface CodeProps {
  readonly coded: Coded;
  readonly s: LatentMapSettings;
  readonly title: string;
  readonly readout: string;
}

function SpatialCode({ coded, s, title, readout }: CodeProps) {
  const channels = channelsOf.spatial;
  const hrefs = useMemo(
    () =>
      Array.from({ length: channels }, (_, channel) =>
        pixels(
          Array.from({ length: 49 }, (_v, place) => coded.changed[place * channels + channel]),
          7,
          { paper: -2.5, ink: 2.5 },
        ),
      ),
    [coded],
  );
  const size = 14 + gap;
  const chosen = channelOf(s);
  const at = (i: number) => [(i % 2) * size, Math.floor(i / 2) * size] as const;
  return (
    <Panel
      frame={{ width: 28 + gap, height: 28 + gap }}
      border={false}
      title={title}
      tone="noised"
      readout={readout}
      label={`Four channels of 7 by 7 numbers, dark for 2.5, light for −2.5; ${changeText(s)}`}
    >
      {hrefs.map((href, i) => (
        <Picture key={i} href={href} x={at(i)[0]} y={at(i)[1]} width={14} />
      ))}
      <path class="f-line tone-model" d={`M${at(chosen).join(',')}h14v14h-14z`} stroke-width={0.6} />
    </Panel>
  );
}

const bars = frame({
  width: 240,
  height: 240,
  margin: { top: 12, right: 8, bottom: 26, left: 26 },
  x: [0, 33],
  y: [-4, 4],
});

function FlatCode({ coded, s, title, readout }: CodeProps) {
  const chosen = channelOf(s);
  const bar = (values: Float32Array, only: (i: number) => boolean) =>
    Array.from(values, (v, i) =>
      only(i) ? `M${bars.x(i + 1)},${bars.y(0)}V${bars.y(Math.max(-4, Math.min(4, v)))}` : '',
    ).join('');
  return (
    <Panel
      frame={bars}
      border={false}
      title={title}
      tone="noised"
      readout={readout}
      label={`32 numbers as bars; ${changeText(s)}`}
    >
      <Axes frame={bars} x={{ count: 4, grid: false }} y={{ count: 5 }} />
      <path class="f-line tone-noised" d={bar(coded.changed, (i) => i !== chosen)} stroke-width={4} />
      <path class="f-line tone-model" d={bar(coded.changed, (i) => i === chosen)} stroke-width={6} />
    </Panel>
  );
}

/** The pictures of the network map. */
import { useMemo } from 'preact/hooks';
import { digitSide } from '../../../src/core/data/digits';
import { shippedUNet } from '../../../src/core/image-network/digits';
import { fromGrey, standardInk, standardPaper } from '../../../src/core/image-network/pixels';
import type { DigitInspection } from '../../../src/engine/kinds/shipped/denoising';
import { fixed, grouped, mosaic, percent } from '../../../src/picture/index';
import { Label, Panel, Picture } from '../index';
import type { Tone } from '../../control/tone';
import { bars, diagram, heights, size } from './diagram';
import { blockText, costText, lackLabels, shapeText, shortName } from './labels';
import { cleanDigit, map, noised, type Drawn, type NetworkMapSettings } from './state';

const drawing = diagram(map, shippedUNet.side);
const parameters = heights(map.blocks.map((block) => block.parameters));
const flops = heights(map.blocks.map((block) => block.flops));
const total = {
  parameters: map.blocks.reduce((n, b) => n + b.parameters, 0),
  flops: map.blocks.reduce((n, b) => n + b.flops, 0),
};

export function MapPanel({
  settings: s,
  onBlock,
}: {
  readonly settings: NetworkMapSettings;
  readonly onBlock: (block: number) => void;
}) {
  const { boxes, input, skips, column } = drawing;
  const gone = (name: string) =>
    (s.off === 'dense' && name === 'dense block') || (s.off === 'residual' && name === 'residual block');
  const { parameters: own, flops: work } = map.blocks[s.block];
  return (
    <Panel
      frame={size}
      interactive
      border={false}
      title={`Block ${blockText(s.block)}`}
      tone="model"
      readout={`${costText(s.block)}: ${percent(own / total.parameters)} of the blocks’ parameters, ${percent(work / total.flops)} of their work`}
      label="The network from left to right; a block can be chosen"
    >
      <rect class="nm-box nm-input" {...rect(input)} />
      <Label x={input.middle} y={input.y - 8} anchor="middle" tone="noised">
        28²
      </Label>
      {skips.map(({ path, d, x, y }) => (
        <g key={path} class="nm-skip" data-off={s.off === 'skip' ? '' : undefined}>
          <path d={d} />
          <Label x={x} y={y - 6} anchor="middle" tone="soft">
            {s.off === 'skip' ? 'skip, cut' : 'skip'}
          </Label>
        </g>
      ))}
      {boxes.map(({ block, middle, ...box }, i) => (
        <g
          key={block.path}
          class="nm-block"
          role="button"
          tabIndex={0}
          aria-pressed={i === s.block}
          aria-label={`Block ${blockText(i)}, ${costText(i)}`}
          data-off={gone(block.name) ? '' : undefined}
          onClick={() => onBlock(i)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== ' ') return;
            event.preventDefault();
            onBlock(i);
          }}
        >
          <rect class="nm-surface" x={middle - column / 2} y={20} width={column} height={size.height - 20} />
          <rect class="nm-box" {...rect(box)} />
          <rect
            class="nm-bar"
            x={middle - 14}
            y={bars.parameters + 14 - parameters[i]}
            width={12}
            height={Math.max(0.7, parameters[i])}
          />
          <rect
            class="nm-bar nm-work"
            x={middle + 2}
            y={bars.parameters + 14 - flops[i]}
            width={12}
            height={Math.max(0.7, flops[i])}
          />
        </g>
      ))}
      <g class="nm-names" aria-hidden="true">
        {boxes.map(({ block, middle, ...box }, i) => (
          <g key={block.path}>
            <g class="nm-short">
              <Label x={middle} y={bars.parameters + 46} anchor="middle">
                {i + 1}
              </Label>
            </g>
            <g class="nm-detail">
              <Label x={middle} y={box.y + box.height + 16} anchor="middle">
                {shortName(block)}
              </Label>
              <Label x={middle} y={bars.parameters + 32} anchor="middle" tone="soft">
                {shapeText(block.to).replace(/ /g, '')}
              </Label>
              <Label x={middle} y={bars.parameters + 50} anchor="middle" tone="model">
                {grouped(block.parameters)}
              </Label>
              <Label
                x={middle}
                y={bars.parameters + 68}
                anchor="middle"
                tone="noised"
              >{`${fixed(block.flops / 1e6)} M`}</Label>
            </g>
          </g>
        ))}
      </g>
      <path class="nm-base" d={`M0,${bars.parameters + 14}H${size.width}`} />
      <g class="nm-detail">
        <Label x={input.middle} y={bars.parameters + 50} anchor="middle" tone="model">
          weights
        </Label>
        <Label x={input.middle} y={bars.parameters + 68} anchor="middle" tone="noised">
          FLOP
        </Label>
      </g>
    </Panel>
  );
}

function rect({
  x,
  y,
  width,
  height,
}: {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}) {
  return { x, y, width, height };
}

function DigitPanel({
  values,
  title,
  tone,
  readout,
  term,
}: {
  readonly values: ArrayLike<number>;
  readonly title: string;
  readonly tone: Tone;
  readonly readout: string;
  readonly term?: string;
}) {
  const { href, width } = useMemo(
    () => mosaic(values, { side: digitSide, across: 1, paper: standardPaper, ink: standardInk }),
    [values],
  );
  return (
    <Panel frame={{ width, height: width }} title={title} tone={tone} readout={readout} term={term} label={title}>
      <Picture href={href} width={width} />
    </Panel>
  );
}

export function NoisedPanel({ settings: s }: { readonly settings: NetworkMapSettings }) {
  const x = useMemo(() => noised(s), [s.digit, s.t, s.seed]);
  return (
    <DigitPanel
      values={x}
      title={`What goes in: a ${s.digit}, noised`}
      tone="noised"
      term="xt"
      readout={`t = ${fixed(s.t)}; signal to noise ${fixed(1 / Math.tan((s.t * Math.PI) / 2))} to 1`}
    />
  );
}

/** Error per pixel of a guess, in standard units. */
function error(guess: ArrayLike<number>, digit: number): string {
  const clean = fromGrey(cleanDigit(digit));
  return `error ${fixed(Math.sqrt(clean.reduce((sum, v, i) => sum + (v - guess[i]) ** 2, 0) / clean.length))} a pixel`;
}

export function GuessPanels({
  settings: s,
  inspection,
}: {
  readonly settings: NetworkMapSettings;
  readonly inspection: DigitInspection;
}) {
  return (
    <>
      <DigitPanel
        values={inspection.guess}
        title="The guess, everything on"
        tone="model"
        term="xhat"
        readout={error(inspection.guess, s.digit)}
      />
      {s.off !== 'nothing' && (
        <DigitPanel
          values={inspection.crippled}
          title={lackLabels[s.off]}
          tone="warning"
          readout={error(inspection.crippled, s.digit)}
        />
      )}
    </>
  );
}

export function FeaturesPanel({
  settings: s,
  inspection,
}: {
  readonly settings: NetworkMapSettings;
  readonly inspection: DigitInspection;
}) {
  const { layer } = inspection;
  const { side, channels, values } = layer;
  const [picture, largest] = useMemo(() => {
    const tiles = new Float32Array(values.length);
    for (let p = 0; p < side * side; p++)
      for (let c = 0; c < channels; c++) tiles[c * side * side + p] = values[p * channels + c];
    const most = values.reduce((m, v) => Math.max(m, Math.abs(v)), 1e-9);
    return [
      mosaic(tiles, {
        side,
        across: Math.ceil(Math.sqrt(channels)),
        gap: channels > 1 ? 1 : 0,
        paper: -most,
        ink: most,
      }),
      most,
    ] as const;
  }, [layer]);
  const edge = Math.max(picture.width, picture.height);
  return (
    <Panel
      frame={{ width: edge, height: edge }}
      title={`Its ${channels === 1 ? 'output' : `${channels} feature maps`}, ${side} × ${side}`}
      tone="model"
      readout={`grey is 0, black ${fixed(largest)}, white −${fixed(largest)}`}
      label={`Feature maps of block ${blockText(s.block)}`}
    >
      <Picture
        href={picture.href}
        x={(edge - picture.width) / 2}
        y={(edge - picture.height) / 2}
        width={picture.width}
        height={picture.height}
      />
    </Panel>
  );
}

export function SheetPanel({
  drawn,
  title,
  tone,
  readout,
}: {
  readonly drawn: Drawn | null;
  readonly title: string;
  readonly tone: Tone;
  readonly readout: string;
}) {
  const picture = useMemo(
    () => drawn && mosaic(drawn.pictures, { side: digitSide, across: 10, paper: standardPaper, ink: standardInk }),
    [drawn],
  );
  return (
    <Panel
      frame={{ width: 280, height: 56 }}
      border
      title={title}
      tone={tone}
      readout={readout}
      label={`${title}: twenty samples, 0 to 9 twice`}
    >
      {picture && <Picture href={picture.href} width={280} height={56} />}
    </Panel>
  );
}

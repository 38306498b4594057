/** What an opened block of the cascade holds at a step. */
import type { CascadeSide } from '../../../src/core/image-network/cascade';
import { inkPixels } from '../../../src/core/image-network/pixels';
import type { Cascaded } from '../../../src/engine/kinds/shipped/cascade';
import { fixed, percent } from '../../../src/picture/numbers';
import { beyond, imagenStep, ink, stageOf, type ImagenStep } from './imagen';
import { GreyPanel, RowsPanel } from './Maps';
import { askedText, weightText } from './stable-labels';
import { PromptPanel } from './StablePanels';
import type { AnatomySettings } from './state';
import { thresholdNames } from './words';

export interface ImagenPanelProps {
  readonly s: AnatomySettings;
  readonly found: Cascaded;
  readonly now: ImagenStep;
  readonly block: string;
}

export function ImagenPanels({ s, found, now, block }: ImagenPanelProps) {
  switch (block) {
    case 'prompt':
      return <PromptPanel prompt={s.prompt} heard={s.words} />;
    case 'text':
      return (
        <RowsPanel
          values={found.text}
          names={['all words']}
          columns={found.text.length}
          title="The caption’s direction: 32 numbers"
          readout="from the contrastive encoder, which no stage’s training has moved"
        />
      );
    case 'base':
    case 'threshold':
      return <StagePanels s={s} found={found} now={now} side={7} />;
    case 'augment14':
      return <GivenPanels s={s} found={found} side={14} />;
    case 'augment28':
      return <GivenPanels s={s} found={found} side={28} />;
    case 'stage14':
      return <StagePanels s={s} found={found} now={now} side={14} />;
    case 'stage28':
      return <StagePanels s={s} found={found} now={now} side={28} />;
    default:
      return null;
  }
}

/** The step of a stage that is shown: its first before it has begun, its last when it is done. */
function within(found: Cascaded, now: ImagenStep, side: CascadeSide): ImagenStep {
  const before = found.stages.filter((one) => one.side < side).reduce((sum, { times }) => sum + times.length - 1, 0);
  const { times } = stageOf(found, side);
  const at = now.side === side ? now.of : now.side < side ? 0 : times.length - 2;
  return imagenStep(found, before + at);
}

function StagePanels({
  s,
  found,
  now,
  side,
}: {
  readonly s: AnatomySettings;
  readonly found: Cascaded;
  readonly now: ImagenStep;
  readonly side: CascadeSide;
}) {
  const there = within(found, now, side);
  const { x, given } = stageOf(found, side);
  const { share, farthest } = beyond(there.guess);
  const most = Math.max(
    1,
    there.state.reduce((m, v) => Math.max(m, Math.abs(v)), 0),
  );
  const told =
    side === 7 ? `told the words${s.guided ? `, guidance w = ${weightText(s.w)}` : ''}` : 'told the picture beside it';
  return (
    <>
      {given && (
        <GreyPanel
          values={given}
          side={side}
          range={ink}
          title="What it is told"
          readout={`drawn up, augmentation ${fixed(s.augmentation)}`}
        />
      )}
      <GreyPanel
        values={there.state}
        side={side}
        range={[-most, most]}
        title={`What goes in, step ${there.of + 1} of ${there.steps}`}
        tone="noised"
        readout={`grey is 0, ink ${fixed(most, 1)}`}
        term="xt"
      />
      <GreyPanel
        values={there.guess}
        side={side}
        range={ink}
        title="Its guess"
        tone="model"
        readout={
          share > 0
            ? `${percent(share)} of the pixels beyond paper or ink, by ${fixed(farthest)} at most`
            : `${told}; ${thresholdNames[side === 7 ? s.threshold : 'static']}`
        }
        term="xhat"
      />
      <GreyPanel
        values={x}
        side={side}
        range={ink}
        title={`Where it ends: ${side} × ${side}`}
        tone="model"
        readout={side === 28 ? askedText(s.prompt, standard(x)) : `${side * side} pixels, handed on`}
      />
    </>
  );
}

function GivenPanels({
  s,
  found,
  side,
}: {
  readonly s: AnatomySettings;
  readonly found: Cascaded;
  readonly side: 14 | 28;
}) {
  const below = side === 14 ? 7 : 14;
  const small = stageOf(found, below),
    stage = stageOf(found, side);
  return (
    <>
      <GreyPanel
        values={small.x}
        side={below}
        range={ink}
        title={`The picture of ${below} × ${below}`}
        tone="model"
        readout={`${below * below} pixels`}
      />
      <GreyPanel
        values={stage.given}
        side={side}
        range={ink}
        title={`Drawn up to ${side} × ${side}`}
        tone="noised"
        readout={
          s.augmentation > 0
            ? `with noise on it: augmentation ${fixed(s.augmentation)}, which the stage is told`
            : 'without noise: augmentation 0'
        }
      />
      <GreyPanel
        values={stage.x}
        side={side}
        range={ink}
        title="What the stage makes of it"
        tone="model"
        readout={`${side * side} pixels`}
      />
    </>
  );
}

/** Ink from 0 to 1 in the networks' units. */
export function standard(x: Float32Array): Float32Array {
  const { mean, deviation } = inkPixels;
  return x.map((v) => (v - mean) / deviation);
}

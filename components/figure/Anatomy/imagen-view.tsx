/** Text to a few pixels, and those to many, as Imagen is put together. */
import type { ComponentChildren } from 'preact';
import type { CascadeSide } from '../../../src/core/image-network/cascade';
import type { Cascaded } from '../../../src/engine/kinds/shipped/cascade';
import { fixed, percent } from '../../../src/picture/numbers';
import { costsOf, totalOf } from './costs';
import { inside } from './diagrams';
import { ImagenPanels, standard } from './ImagenPanels';
import { beyond, imagenStep, ink, shownOf, stageOf, type ImagenStep } from './imagen';
import { Grey } from './Maps';
import { askedText, weightText } from './stable-labels';
import type { AnatomySettings } from './state';
import { Strips, Words } from './StableThumbs';
import { quoted, thresholdNames } from './words';
import type { SystemView } from './system-view';

const { x: left, y: top, width, height } = inside;
const picture = { x: left + (width - height) / 2, y: top, width: height };

export function imagenView(s: AnatomySettings, found: Cascaded, step: number): SystemView {
  const now = imagenStep(found, step);
  const small = (side: CascadeSide): ComponentChildren => {
    const shown = shownOf(found, side, now);
    return shown && <Grey values={shown} side={side} range={ink} {...picture} />;
  };
  const drawnUp = (side: 14 | 28): ComponentChildren => {
    const { given } = stageOf(found, side);
    return given && reached(now, side) ? <Grey values={given} side={side} range={ink} {...picture} /> : null;
  };
  const draws: Readonly<Record<string, () => ComponentChildren>> = {
    prompt: () => <Words text={s.prompt} />,
    text: () => <Strips values={found.text} rows={1} />,
    base: () => small(7),
    threshold: () => <Words text={thresholdNames[s.threshold]} />,
    augment14: () => drawnUp(14),
    stage14: () => small(14),
    augment28: () => drawnUp(28),
    stage28: () => small(28),
  };
  const { share, farthest } = beyond(now.guess);
  const says: Readonly<Record<string, () => string>> = {
    prompt: () => (s.words ? quoted(s.prompt) : 'not used'),
    text: () => 'one direction of 32 numbers, from an encoder that stands still',
    base: () => `49 pixels, told the words; guidance ${s.guided ? `w = ${weightText(s.w)}` : 'off'}`,
    threshold: () => thresholdNames[s.threshold],
    augment14: () => `the 7 × 7 drawn up to 14 × 14, augmentation ${fixed(s.augmentation)}`,
    stage14: () => '196 pixels, told the picture of 49',
    augment28: () => `the 14 × 14 drawn up to 28 × 28, augmentation ${fixed(s.augmentation)}`,
    stage28: () => '784 pixels, told the picture of 196',
  };
  const at = `${now.side} × ${now.side}, step ${now.of + 1} of ${now.steps}`;
  const costs = costsOf(s);
  const one = costs.find(({ block }) => block === null);
  const times = one ? totalOf(costs) / (one.flops * one.runs) : NaN;
  const out =
    share > 0 ? `; ${percent(share)} of its pixels are beyond paper or ink, by ${fixed(farthest)} at most` : '';
  const arrived = askedText(s.prompt, standard(found.x));
  return {
    title: `${s.words ? quoted(s.prompt) : 'No words'}: ${at}`,
    readout: `the stage’s guess${out || ' is within paper and ink'}`,
    summary: `A cascade of three stages taken apart, for ${quoted(s.prompt)}, ${s.guided ? `guidance w = ${weightText(s.w)}` : 'no guidance'}, ${thresholdNames[s.threshold]}, augmentation ${fixed(s.augmentation)}. ${at}${out}. Of the picture: ${arrived}.`,
    costNote: `${s.steps} steps a stage. One stage of 28 × 28, as chapter 10 has it, takes ${times < 1 ? `${fixed(1 / times, 1)} times as much` : `${fixed(1 / times)} of that`}.`,
    loops: [[`${s.steps} steps`], [`${s.steps} steps`], [`${s.steps} steps`]],
    content: (block) => ({
      says: says[block]?.() ?? '',
      draws: draws[block]?.(),
      off: (block === 'prompt' || block === 'text') && !s.words,
    }),
    idle: (arrow) => !s.words && (arrow === 'prompt>text' || arrow === 'text>base'),
    panels: (block) => <ImagenPanels s={s} found={found} now={now} block={block} />,
    stepName: (i) => {
      const there = imagenStep(found, i);
      return `${there.side} × ${there.side}, ${there.of + 1} of ${there.steps}`;
    },
  };
}

const reached = (now: ImagenStep, side: CascadeSide): boolean => now.side >= side;

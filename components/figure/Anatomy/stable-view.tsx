/** Latent diffusion with words, as Stable Diffusion is put together. */
import type { Anatomy } from '../../../src/engine/kinds/shipped/anatomy';
import { fixed } from '../../../src/picture/numbers';
import { samplerLabel } from '../kit/sampler-labels';
import { calls, costsOf, inPixels, totalOf } from './costs';
import { StablePanels } from './StablePanels';
import { stableDraws, stableOff } from './StableThumbs';
import { loopText, sigmaText, stableSays, stableSummary, stepText } from './stable-labels';
import { quoted } from './words';
import type { AnatomySettings } from './state';
import type { SystemView } from './system-view';

export function stableView(s: AnatomySettings, found: Anatomy, step: number): SystemView {
  const last = found.sigmas.length - 2;
  const [says, draws] = [stableSays(s, found, step), stableDraws(s, found, step)];
  const { each } = calls(s);
  const costs = costsOf(s);
  const pixels = costs.find(({ label }) => label === inPixels);
  const share = pixels ? totalOf(costs) / (pixels.flops * pixels.runs) : NaN;
  return {
    title: `${s.words ? quoted(s.prompt) : 'No words'}, ${stepText(step, last)}`,
    readout: `noise ${sigmaText(found.sigmas[step])} to ${sigmaText(found.sigmas[step + 1])} by ${samplerLabel(s.sampler)}`,
    summary: stableSummary(s, found, step),
    costNote: `${found.evaluations} calls${each === 2 ? ', each with the words and without' : ''}; the words are encoded once. The network of pixels, asked as often, takes ${share < 1 ? `${fixed(1 / share, 1)} times as much` : `${fixed(1 / share)} of that`}.`,
    loops: [loopText(s, found)],
    content: (block) => ({ says: says(block), draws: draws(block), off: stableOff(s, block) }),
    idle: (arrow) => arrow.split('>').some((block) => block !== 'guidance' && stableOff(s, block)),
    panels: (block) => <StablePanels s={s} found={found} step={step} block={block} />,
    stepName: (i) => `${i + 1} of ${last + 1}`,
  };
}

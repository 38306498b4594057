/** What each block of a system costs: operations a run, and how often it runs for one picture. Counted of the networks' descriptions. No DOM here. */
import { shippedFlat, shippedSpatial } from '../../../src/core/image-network/autoencoder';
import { cascadeNetworks, cascadeSides } from '../../../src/core/image-network/cascade';
import { clipImage, clipText } from '../../../src/core/image-network/contrastive';
import type { Network, ShapedNetwork } from '../../../src/core/image-network/description';
import { shippedUNet } from '../../../src/core/image-network/digits';
import { forwardFlops } from '../../../src/core/image-network/flops';
import { shippedText } from '../../../src/core/image-network/text-shipped';
import { priorNetwork, unclipNetwork } from '../../../src/core/image-network/unclip';
import { evaluationsOf } from '../../../src/core/sampler/index';
import { entryOf } from '../kit/samplers';
import { priorRuns, shownSteps, type AnatomySettings } from './state';

export interface Cost {
  /** The block that it stands under; null for what is beside the system: looks at what is on the way, what it is held against. */
  readonly block: string | null;
  readonly label: string;
  /** Floating-point operations of one run. */
  readonly flops: number;
  readonly runs: number;
}

/** The network that the words speak to. */
export const denoiser = shippedText;

/** The network of pixels, which the latent system is held against. */
export const inPixels = 'In pixels';

/** What encodes the words of a network that attends to them, as a network of its own. */
export function textEncoder({ name, context }: Network): ShapedNetwork {
  if (!context) throw new RangeError(`the ${name} attends to nothing (expected a context)`);
  return { name: `${name}, its words`, extent: [context.length], channels: context.channels, layers: context.layers };
}

const words = forwardFlops(textEncoder(denoiser));

/** Calls of the denoiser for one picture, and networks asked in each: two where there is guidance. */
export function calls(s: AnatomySettings): { readonly calls: number; readonly each: number } {
  const steps = shownSteps(s);
  return { calls: evaluationsOf(entryOf(s.sampler), steps, true), each: s.guided ? 2 : 1 };
}

/** In the order in which they run. */
export function costsOf(s: AnatomySettings): readonly Cost[] {
  const { steps } = s;
  const each = s.guided ? 2 : 1;
  switch (s.system) {
    case 'stable-diffusion': {
      const { calls: asked } = calls(s);
      return [
        ...(s.start === 'picture'
          ? [{ block: 'encoder', label: 'Encoder', flops: forwardFlops(shippedSpatial.encoder), runs: 1 }]
          : []),
        { block: 'text', label: 'Text encoder', flops: words, runs: each },
        { block: 'denoiser', label: 'Denoiser', flops: forwardFlops(denoiser) - words, runs: asked * each },
        { block: 'decoder', label: 'Decoder', flops: forwardFlops(shippedSpatial.decoder), runs: 1 },
        ...(s.every
          ? [{ block: null, label: 'Previews', flops: forwardFlops(shippedSpatial.decoder), runs: shownSteps(s) }]
          : []),
        { block: null, label: inPixels, flops: forwardFlops(shippedUNet), runs: asked * each },
      ];
    }
    case 'unclip':
      return [
        ...(s.from === 'text' || s.from === 'difference'
          ? [{ block: 'text', label: 'Text encoder', flops: forwardFlops(clipText), runs: s.from === 'text' ? 1 : 2 }]
          : []),
        ...(s.from === 'text'
          ? []
          : [
              {
                block: 'image',
                label: 'Image encoder',
                flops: forwardFlops(clipImage),
                runs: s.from === 'between' ? 2 : 1,
              },
            ]),
        ...(priorRuns(s) ? [{ block: 'prior', label: 'Prior', flops: forwardFlops(priorNetwork), runs: steps }] : []),
        { block: 'decoder', label: 'Decoder', flops: forwardFlops(unclipNetwork), runs: steps * each },
        { block: 'pixels', label: 'To pixels', flops: forwardFlops(shippedFlat.decoder), runs: 1 },
      ];
    case 'imagen':
      return [
        { block: 'text', label: 'Text encoder', flops: forwardFlops(clipText), runs: 1 },
        ...cascadeSides.map((side) => ({
          block: side === 7 ? 'base' : `stage${side}`,
          label: `${side} × ${side}`,
          flops: forwardFlops(cascadeNetworks[side]),
          runs: steps * (side === 7 ? each : 1),
        })),
        { block: null, label: 'In one stage', flops: forwardFlops(shippedUNet), runs: steps * each },
      ];
  }
}

/** Operations of all blocks of the system, what is beside it left out. */
export function totalOf(costs: readonly Cost[]): number {
  return costs.reduce((sum, { block, flops, runs }) => sum + (block === null ? 0 : flops * runs), 0);
}

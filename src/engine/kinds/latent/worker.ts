/** The worker's half of a run that learns an autoencoder and a diffusion model of its codes. */
import { digitPixels } from '../../../core/data/digits';
import { fromGrey, greyOf } from '../../../core/image-network/pixels';
import type { LabelledPictures } from '../../../net/image/data';
import { loadDigits } from '../../digits';
import type { Host, Learning } from '../../worker/half';
import { training } from '../../worker/training';
import { Looks, renewing, type Make } from '../digits/worker/looks';
import { advanceByParts, pictureHurriedBy, pictureKeepMs } from '../digits/worker/slices';
import { checked } from '../shipped/checks';
import { sharedNetworks, type DigitNetworks } from '../shipped/worker/networks';
import { parseLatentSettings } from './parse';
import { needsNewLatent, type LatentSettings } from './settings';
import type { Reconstructions } from './types';
import { checkDrawSpec, draw, latentNoise } from './worker/draw';
import { latentCodec } from './worker/kept';
import { learnerOf, type LatentLearner, type SavedLatent } from './worker/learner';
import type { Pipeline } from './worker/pipeline';
import { startLatent } from './worker/start';

/** All digits, whatever a look asks for. */
const digits = { data: { kind: 'mnist' } } as const;

export function latentLearning(
  { without }: Pick<Host, 'without'>,
  networks: DigitNetworks = sharedNetworks(without),
  fetchDigits = loadDigits,
): Learning<'latent', SavedLatent, LatentLearner> {
  let pictures: LabelledPictures | null = null;
  let heldOut: Uint8Array = new Uint8Array(0);
  let samples: Pick<LatentSettings, 'latent' | 'sampleSeed' | 'guidance' | 'evaluations'>;
  const make: Make<LatentLearner> = async ({ network }, { labels, rows, judge }, judges, listener) => {
    const { sampleSeed: seed, guidance, evaluations, latent } = samples;
    if (network.phase === 'diffusion')
      return draw({ labels, rows, judge, seed, guidance, evaluations }, network, judges, listener);
    const codes = Float32Array.from(latentNoise(seed, rows, latent));
    return { x: network.decode(codes), judgement: null };
  };
  const looks = new Looks(networks, make);
  return {
    parse: parseLatentSettings,
    needsNewNetwork: needsNewLatent,
    async fetch() {
      if (pictures) return;
      const all = await fetchDigits();
      const { images, labels, trainCount } = all;
      pictures = { images: images.subarray(0, trainCount * digitPixels), labels: labels.subarray(0, trainCount) };
      heldOut = firstOfEach(images.subarray(trainCount * digitPixels), labels.subarray(trainCount));
    },
    async start(settings) {
      const { choice, trainer } = await startLatent(settings, without);
      if (pictures) trainer.setData(pictures);
      return { choice, trainer: learnerOf(trainer) };
    },
    // How samples are drawn is read at the next look; all else makes new networks.
    configure: () => {},
    rate: () => 2e-3,
    advance(learner, steps) {
      const { network } = learner;
      const { to } = network.stretch;
      const before = network.steps;
      const slice = advanceByParts(learner, before < to ? Math.min(steps, to - before) : steps);
      learner.price(before);
      return slice;
    },
    async observe(learner, view) {
      samples = view.settings;
      const { network } = learner;
      const by = network.phase === 'diffusion' ? 'diffusion' : 'prior';
      // What the normal alone gives belongs to no class.
      const watch = by === 'diffusion' ? view.watch : { ...view.watch, judged: 0 };
      const seen = await looks.look(learner, { ...view, watch, settings: digits });
      return seen?.look ? { look: { ...seen.look, by }, reconstructions: reconstructed(network, heldOut) } : null;
    },
    unseen: ({ network, trained }, { stepsPerSecond }) => ({
      look: null,
      reconstructions: null,
      phase: network.phase,
      done: network.done,
      losses: network.losses,
      parameters: { autoencoder: network.parts.codec.parameters, denoiser: network.parts.denoiser.parameters },
      images: network.images,
      trained,
      imagesPerSecond: stepsPerSecond * network.settings.batchSize,
    }),
    codec: latentCodec,
    answers: {
      draw: {
        check: checked(checkDrawSpec),
        answer: (spec, { learner }, listener) =>
          renewing(networks, () => draw(spec, learner.network, networks, listener)),
      },
    },
    hurriedBy: pictureHurriedBy,
    keepMs: pictureKeepMs,
  };
}

/** The first picture of each class. */
function firstOfEach(images: Uint8Array, labels: Uint8Array): Uint8Array {
  const found = new Uint8Array(10 * digitPixels);
  for (let label = 0; label < 10; label++) {
    const at = labels.indexOf(label);
    if (at >= 0) found.set(images.subarray(at * digitPixels, (at + 1) * digitPixels), label * digitPixels);
  }
  return found;
}

function reconstructed(network: Pipeline, heldOut: Uint8Array): Reconstructions {
  const standard = Float32Array.from(fromGrey(heldOut));
  const back = network.reconstruct(standard);
  const distortion = back.reduce((sum, v, i) => sum + (v - standard[i]) ** 2, 0) / back.length;
  return { originals: heldOut.slice(), pictures: greyOf(back), distortion };
}

export const half = training((host) => latentLearning(host));

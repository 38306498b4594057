/** An autoencoder, the codes of all digits, the tuning of the decoder and a denoiser of the codes as one training: its steps are those of the one, then of the next. */
import { digitCritic } from '../../../../core/image-network/autoencoder';
import type { Codes } from '../../../../net/image/autoencoder/codes';
import { codeScale, type CodeScale } from '../../../../net/image/autoencoder/normalise';
import { tuningDefaults } from '../../../../net/image/autoencoder/settings';
import type { AutoencoderTrainer } from '../../../../net/image/autoencoder/trainer';
import { DecoderTuning } from '../../../../net/image/autoencoder/tuning';
import { picturePool, type LabelledPictures } from '../../../../net/image/data';
import { beside } from '../../../../net/image/gan/saved';
import type { ImageDevice, ImageWeights } from '../../../../net/image/ops';
import type { SavedImageNetwork } from '../../../../net/image/settings';
import type { TrainingSlice } from '../../../../net/image/slices';
import { startingWeights } from '../../../../net/image/start';
import type { ImageTrainer } from '../../../../net/image/trainer';
import { digitDomain } from '../../../../core/image-network/pixels';
import type { SlicedTrainer } from '../../digits/worker/slices';
import { pictureSize } from '../../shipped/pixels';
import { batchOf, latentPlan, planned, stretchAt, type LatentStretch } from '../plan';
import type { LatentPhase, LatentSettings } from '../settings';
import type { LatentLosses } from '../types';

/** All that a run has learned. */
export interface SavedPipeline {
  readonly steps: number;
  readonly codec: SavedImageNetwork;
  readonly critic: ImageWeights;
  readonly denoiser: SavedImageNetwork;
}

/** The networks of a run. */
export interface PipelineParts {
  readonly codec: AutoencoderTrainer;
  readonly critic: ImageDevice<unknown>;
  readonly denoiser: ImageTrainer;
}

export class Pipeline implements SlicedTrainer {
  steps = 0;
  /** Mean and deviation of every number of the codes; null until all digits are encoded. */
  scale: CodeScale | null = null;
  private plan: readonly LatentStretch[];
  private data: LabelledPictures | null = null;
  /** The same in standard units. */
  private pictures: Float32Array = new Float32Array(0);
  private codes: Codes = { means: new Float32Array(0), deviations: new Float32Array(0) };
  private coded = 0;
  private tuning: DecoderTuning | null = null;
  private diffusionLoss = 0;

  constructor(
    readonly parts: PipelineParts,
    private asked: LatentSettings,
  ) {
    this.plan = latentPlan(asked);
  }

  get stretch(): LatentStretch {
    return stretchAt(this.plan, this.steps);
  }

  get phase(): LatentPhase {
    return this.stretch.phase;
  }

  /** Share of the phase that is done. */
  get done(): number {
    const { from, to } = this.stretch;
    return Math.min(1, (this.steps - from) / (to - from));
  }

  get images(): number {
    return this.imagesOf(this.steps);
  }

  /** Operations of the first `steps` steps, and pictures seen in them. */
  flopsOf(steps: number): number {
    return planned(this.plan, steps).flops;
  }
  imagesOf(steps: number): number {
    return planned(this.plan, steps).images;
  }

  get losses(): LatentLosses {
    const { distortion, rate } = this.parts.codec.losses;
    const { real, made, distortion: tuned } = this.tuning?.losses ?? { real: 0, made: 0, distortion: 0 };
    return { distortion: tuned || distortion, rate, real, made, diffusion: this.diffusionLoss };
  }

  /** How the next step is cut. */
  get settings(): { readonly batchSize: number; readonly microBatch: number } {
    const { phase } = this;
    const batchSize = batchOf[phase];
    if (phase === 'autoencoder') return { batchSize, microBatch: this.parts.codec.settings.microBatch };
    if (phase === 'diffusion') return { batchSize, microBatch: this.parts.denoiser.settings.microBatch };
    return { batchSize, microBatch: batchSize };
  }

  configure({ microBatch }: { readonly microBatch: number }): void {
    const { codec, denoiser } = this.parts;
    if (this.phase === 'autoencoder') codec.settings = { ...codec.settings, microBatch };
    if (this.phase === 'diffusion') denoiser.configure({ microBatch });
  }

  setData(pictures: LabelledPictures): void {
    this.data = pictures;
    this.pictures = picturePool(pictures, digitDomain, 10).values;
    this.parts.codec.setData(pictures);
    this.plan = latentPlan(this.asked, pictures.labels.length);
    this.forgetCodes();
    this.pace();
  }

  slice(): TrainingSlice {
    const { phase, stretch } = this;
    const slice = this.does(phase);
    if (!slice.stepped) return slice;
    this.steps++;
    if (this.steps === stretch.to) this.turn(phase);
    return slice;
  }

  reset(seed: number): void {
    const { codec, denoiser } = this.parts;
    this.asked = { ...this.asked, seed };
    codec.settings = { ...codec.settings, seed };
    codec.load({ weights: beside(startingWeights(codec.encoder, seed), startingWeights(codec.decoder, seed)) });
    codec.losses = { distortion: 0, rate: 0 };
    denoiser.reset(seed);
    this.steps = 0;
    this.diffusionLoss = 0;
    this.tuning = null;
    if (this.data) this.setData(this.data);
  }

  save(): SavedPipeline {
    const { codec, critic, denoiser } = this.parts;
    return { steps: this.steps, codec: codec.save(), critic: critic.save(), denoiser: denoiser.save() };
  }

  load({ steps, codec, critic, denoiser }: SavedPipeline): void {
    this.steps = steps;
    this.parts.codec.load(codec);
    this.forgetCodes();
    this.tuning = null;
    if (this.phase === 'tuning') this.tunes();
    this.parts.critic.load(critic);
    const coding = this.plan.find(({ phase }) => phase === 'codes')!;
    if (steps > coding.from) this.encode(Math.min(this.count, (steps - coding.from) * batchOf.codes));
    if (steps >= coding.to) this.learnCodes();
    this.parts.denoiser.load(denoiser);
  }

  /** Codes [n, numbers] of mean 0 and deviation 1 as pictures in standard units. Before all digits are encoded codes are taken as they are. */
  decode(codes: Float32Array): Float32Array {
    const { scale } = this;
    const { latent } = this.asked;
    const own = scale ? codes.map((v, i) => scale.mean[i % latent] + scale.deviation[i % latent] * v) : codes;
    return this.parts.codec.decode(own);
  }

  /** What comes back of pictures in standard units. */
  reconstruct(pictures: Float32Array): Float32Array {
    return this.parts.codec.decode(this.parts.codec.encode(pictures).means);
  }

  dispose(): void {
    const { codec, critic, denoiser } = this.parts;
    codec.dispose();
    critic.dispose();
    denoiser.dispose();
  }

  private get count(): number {
    return this.data?.labels.length ?? 0;
  }

  private does(phase: LatentPhase): TrainingSlice {
    const { codec, denoiser } = this.parts;
    switch (phase) {
      case 'autoencoder':
        return codec.slice();
      case 'codes':
        this.encode(Math.min(this.count, this.coded + batchOf.codes));
        return { stepped: true, loss: 0, broken: false };
      case 'tuning': {
        const loss = this.tunes().step();
        return { stepped: Number.isFinite(loss), loss, broken: !Number.isFinite(loss) };
      }
      case 'diffusion': {
        const slice = denoiser.slice();
        if (slice.stepped) this.diffusionLoss = slice.loss;
        return slice;
      }
    }
  }

  /** At the end of a phase: who comes next begins with the average of the weights, and with the codes. */
  private turn(phase: LatentPhase): void {
    const { codec } = this.parts;
    if (phase === 'autoencoder') {
      const { ema, ...rest } = codec.save();
      codec.load({ network: rest.network, steps: rest.steps, images: rest.images, weights: ema });
    }
    if (phase === 'codes') this.learnCodes();
  }

  /** Encodes digits until so many are. */
  private encode(until: number): void {
    const { latent } = this.asked;
    const rows = this.pictures.subarray(this.coded * pictureSize, until * pictureSize);
    if (this.codes.means.length === 0)
      this.codes = { means: new Float32Array(this.count * latent), deviations: new Float32Array(this.count * latent) };
    const { means, deviations } = this.parts.codec.encode(rows);
    this.codes.means.set(means, this.coded * latent);
    // A plain autoencoder's code is a point: what its encoder says of a spread was never learned.
    if (this.asked.drawn) this.codes.deviations.set(deviations, this.coded * latent);
    this.coded = until;
  }

  /** The denoiser learns codes of mean 0 and deviation 1. */
  private learnCodes(): void {
    const { latent } = this.asked;
    const { means, deviations } = this.codes;
    const scale = codeScale(means, latent, deviations);
    this.scale = scale;
    this.parts.denoiser.setData({
      values: means.map((v, i) => (v - scale.mean[i % latent]) / scale.deviation[i % latent]),
      deviations: deviations.map((v, i) => v / scale.deviation[i % latent]),
      condition: { kind: 'class', labels: Int32Array.from(this.data!.labels) },
    });
  }

  private forgetCodes(): void {
    this.codes = { means: new Float32Array(0), deviations: new Float32Array(0) };
    this.coded = 0;
    this.scale = null;
  }

  private tunes(): DecoderTuning {
    if (this.tuning) return this.tuning;
    const { codec, critic } = this.parts;
    const { from, to } = this.plan.find(({ phase }) => phase === 'tuning')!;
    const steps = to - from;
    this.tuning = new DecoderTuning(
      { encoder: codec.encoderDevice, decoder: codec.decoderDevice, critic },
      {
        ...tuningDefaults,
        networks: codec.settings.networks,
        critic: digitCritic,
        decaySteps: steps,
        criticFrom: Math.min(tuningDefaults.criticFrom, Math.floor(steps / 5)),
        seed: this.asked.seed,
      },
    );
    this.tuning.setData(this.data!);
    this.tuning.steps = this.steps - from;
    return this.tuning;
  }

  /** Rates rise over at most a tenth of a phase and fall until its end. */
  private pace(): void {
    const { codec, denoiser } = this.parts;
    const length = (wanted: LatentPhase) => {
      const { from, to } = this.plan.find(({ phase }) => phase === wanted)!;
      return { warmup: Math.min(100, Math.floor((to - from) / 10)), decaySteps: to - from };
    };
    codec.settings = { ...codec.settings, ...length('autoencoder') };
    denoiser.configure(length('diffusion'));
  }
}

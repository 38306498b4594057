/** One picture by latent diffusion with words, every step and every tensor kept. */
import { digitSchedule, digitTimes } from '../../../../core/image-network/sampling';
import { numbersIn, places } from '../../../../core/image-network/shape';
import { random } from '../../../../core/random';
import { samplers, type Sampler } from '../../../../core/sampler/index';
import type { AutoencoderTrainer } from '../../../../net/image/autoencoder/trainer';
import type { ImageTrainer } from '../../../../net/image/trainer';
import type { Backend } from '../../../backends';
import type { Listener } from '../../../worker/half';
import { yielding } from '../../../worker/yield';
import { stepsTaken, type Anatomy, type AnatomyProgress, type AnatomySpec } from '../anatomy';
import { pictureSize } from '../pixels';
import { asksFor, encoderOf, watchedDenoiser, type Call } from './watched';

/** Of the shipped networks, those that it takes. */
export interface AnatomyNetworks {
  text(): Promise<ImageTrainer>;
  codec(name: 'spatial'): Promise<AutoencoderTrainer>;
}

export async function anatomy(
  spec: AnatomySpec,
  networks: AnatomyNetworks,
  { tell, gone }: Listener<AnatomyProgress>,
): Promise<Anatomy> {
  const { from, every = false, guidance, seed, steps = 10 } = spec;
  const [trainer, codec] = await Promise.all([networks.text(), networks.codec('spatial')]);
  const begun = performance.now();
  const rest = yielding(gone);
  const { shape } = trainer.domain;
  const size = numbersIn(shape);
  const schedule = digitSchedule();
  const taken = stepsTaken(steps, from?.strength);
  const times = digitTimes(steps).slice(steps - taken);
  const code = from ? codec.encode(Float32Array.from(from.picture)).means : null;
  const source = code && { code, back: codec.decode(code) };
  await rest();

  const encoder = encoderOf(trainer, asksFor(spec), guidance !== undefined);
  await rest();

  const states = new Float32Array((taken + 1) * size);
  const [decoded, undone] = [0, 1].map(() => new Float32Array(every ? taken * pictureSize : 0));
  const [told, untold, guess] = [0, 1, 2].map(() => new Float32Array(taken * size));
  const attention = new Float32Array(taken * encoder.words * places(shape));
  let calls: Call[] = [];
  const noise = random(seed).split('anatomy');
  const { sampler, defaults } = samplers[spec.sampler ?? 'dpmpp2m'] as {
    readonly sampler: Sampler<object>;
    readonly defaults: object;
  };
  const walk = sampler({
    ...defaults,
    denoiser: watchedDenoiser(trainer, encoder, { schedule, guidance }, (call) => void calls.push(call)),
    schedule,
    times,
    x: {
      data: Float64Array.from({ length: size }, (_, i) => (code?.[i] ?? 0) + schedule.sigma(times[0]) * noise.normal()),
      dim: size,
    },
    random: noise.split('sampler'),
  });
  let evaluations = 0;
  let last: Call | undefined;
  for (const { i, x, evaluations: so } of walk) {
    states.set(x.data, i * size);
    evaluations = so;
    if (i > 0) {
      // A step of several calls begins with the one at its beginning; one that makes none goes by the last answer.
      last = calls.at(0) ?? last;
      if (last) {
        const at = i - 1;
        told.set(last.told, at * size);
        untold.set(last.untold, at * size);
        guess.set(last.guess, at * size);
        attention.set(last.attention, at * last.attention.length);
        if (every) decoded.set(codec.decode(last.guess), at * pictureSize);
      }
      last = calls.at(-1) ?? last;
      calls = [];
      tell({ done: i / taken });
    }
    if (every && i < taken) {
      const over = Math.sqrt(1 + schedule.sigma(times[i]) ** 2);
      undone.set(codec.decode(Float32Array.from(x.data, (v) => v / over)), i * pictureSize);
    }
    await rest();
  }
  return {
    embedded: encoder.embedded,
    encoded: encoder.encoded,
    textChannels: encoder.channels,
    looking: encoder.looking,
    source,
    times,
    sigmas: Float64Array.from(times, (t) => schedule.sigma(t)),
    x: states,
    told,
    untold,
    guess,
    attention,
    decoded,
    undone,
    picture: codec.decode(states.slice(taken * size)),
    evaluations,
    backend: trainer.backend as Backend,
    milliseconds: performance.now() - begun,
  };
}

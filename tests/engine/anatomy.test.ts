import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sampleDigits } from '../../src/core/data/digits-sample';
import { spatialAutoencoder } from '../../src/core/image-network/autoencoder';
import { fromGrey } from '../../src/core/image-network/pixels';
import { digitSchedule, digitTimes } from '../../src/core/image-network/sampling';
import { textDenoiser } from '../../src/core/image-network/text';
import { random } from '../../src/core/random';
import {
  checkAnatomySpec,
  stepsTaken,
  type AnatomyProgress,
  type AnatomySpec,
} from '../../src/engine/kinds/shipped/anatomy';
import { anatomy, type AnatomyNetworks } from '../../src/engine/kinds/shipped/worker/anatomy';
import { asksFor } from '../../src/engine/kinds/shipped/worker/watched';
import { createAutoencoder } from '../../src/net/image/autoencoder/create';
import { autoencoderDefaults } from '../../src/net/image/autoencoder/settings';
import { createImageTrainer } from '../../src/net/image/create';
import { liveImageSettings } from '../../src/net/image/settings';
import { silent } from './runs';

vi.mock('../../src/engine/worker/messages', () => ({
  yieldToMessages: () => new Promise((resolve) => setImmediate(resolve)),
}));

/** The networks with weights that are drawn, none of them zero: every answer differs from every other. */
async function drawnNetworks(): Promise<AnatomyNetworks & { dispose(): void }> {
  const codecs = spatialAutoencoder(4);
  const trainer = await createImageTrainer('simd', {
    ...liveImageSettings,
    network: textDenoiser(),
    seed: 1,
    domain: { name: 'codes', shape: codecs.code, scale: { mean: 0, deviation: 1 } },
  });
  const draw = random(5).split('weights');
  trainer.load({ weights: Float32Array.from({ length: trainer.parameters }, () => 0.1 * draw.normal()) });
  const codec = await createAutoencoder('simd', { ...autoencoderDefaults, networks: codecs, seed: 2 });
  return {
    text: () => Promise.resolve(trainer),
    codec: () => Promise.resolve(codec),
    dispose() {
      trainer.dispose();
      codec.dispose();
    },
  };
}

let networks: Awaited<ReturnType<typeof drawnNetworks>>;
beforeAll(async () => {
  networks = await drawnNetworks();
});
afterAll(() => networks.dispose());

const spec: AnatomySpec = { prompt: 'a bold seven', guidance: 2, seed: 3, steps: 4, every: true };
const asked = (change: Partial<AnatomySpec> = {}) => anatomy({ ...spec, ...change }, networks, silent);
const row = (values: Float32Array, i: number, size: number) => values.subarray(i * size, (i + 1) * size);
const far = (a: ArrayLike<number>, b: ArrayLike<number>) => Math.max(...Array.from(a, (v, i) => Math.abs(v - b[i])));

describe('latent diffusion taken apart', () => {
  it('keeps every tensor of every step', async () => {
    const found = await asked();
    expect(found.textChannels).toBe(48);
    expect(found.embedded).toHaveLength(3 * 48);
    expect(found.encoded).toHaveLength(3 * 48);
    expect(found.x).toHaveLength(5 * 196);
    for (const guesses of [found.told, found.untold, found.guess]) expect(guesses).toHaveLength(4 * 196);
    expect(found.attention).toHaveLength(4 * 3 * 49);
    expect(found.decoded).toHaveLength(4 * 784);
    expect(found.undone).toHaveLength(4 * 784);
    expect(found.picture).toHaveLength(784);
    expect([...found.times]).toEqual([...digitTimes(4)]);
    expect([...found.sigmas]).toEqual([...digitTimes(4)].map((t) => 30 * t));
    expect(found.evaluations).toBe(4);
    expect(found.source).toBeNull();
  });

  it('starts from noise of the first level, and ends in the last guess and its picture', async () => {
    const found = await asked();
    const start = row(found.x, 0, 196);
    const deviation = Math.sqrt(start.reduce((sum, v) => sum + v * v, 0) / 196);
    // Of 196 normals the root mean square is 1 to a twentieth.
    expect(Math.abs(deviation / 30 - 1)).toBeLessThan(0.2);
    expect(far(row(found.x, 4, 196), row(found.guess, 3, 196))).toBeLessThan(1e-5);
    expect(far(found.picture, row(found.decoded, 3, 784))).toBeLessThan(1e-4);
    const codec = await networks.codec('spatial');
    const unit = Float32Array.from(row(found.x, 2, 196), (v) => v / Math.sqrt(1 + found.sigmas[2] ** 2));
    expect(far(row(found.undone, 2, 784), codec.decode(unit))).toBeLessThan(1e-4);
  });

  it('encodes the words once, and is told by that what the network itself says', async () => {
    const found = await asked();
    const trainer = await networks.text();
    const x = { data: Float64Array.from(row(found.x, 1, 196)), dim: 196 };
    const condition = asksFor(spec);
    const own = trainer
      .denoiser({ schedule: digitSchedule(), condition })
      .denoise(x, found.times[1], { data: new Float64Array(196), dim: 196 });
    expect(far(own.data, row(found.told, 1, 196))).toBeLessThan(1e-4);
  });

  it('combines the two answers as guidance says', async () => {
    const found = await asked();
    const told = row(found.told, 1, 196),
      untold = row(found.untold, 1, 196);
    expect(far(told, untold)).toBeGreaterThan(1e-3);
    const combined = told.map((v, i) => v + 2 * (v - untold[i]));
    expect(far(combined, row(found.guess, 1, 196))).toBeLessThan(1e-5);
  });

  it('asks once a call where guidance is off, and hears no words where they are off', async () => {
    const { guidance, ...unguided } = spec;
    expect(guidance).toBe(2);
    const plain = await anatomy(unguided, networks, silent);
    expect(far(plain.told, plain.untold)).toBe(0);
    expect(far(plain.told, plain.guess)).toBe(0);
    const guided = await asked();
    // From the same noise the first answer is the same.
    expect(far(row(plain.told, 0, 196), row(guided.told, 0, 196))).toBeLessThan(1e-4);
    const wordless = await asked({ words: false });
    expect(wordless.attention).toHaveLength(4 * 49);
    expect(far(wordless.told, wordless.untold)).toBeLessThan(1e-5);
    expect(far(row(wordless.told, 0, 196), row(guided.untold, 0, 196))).toBeLessThan(1e-4);
  });

  it('tells where every place looks: shares of the words that sum to 1', async () => {
    const { attention, looking } = await asked();
    for (const i of [0, 3])
      for (const place of [0, 24, 48]) {
        const shares = [0, 1, 2].map((word) => attention[(i * 3 + word) * 49 + place]);
        expect(shares.every((share) => share > 0 && share < 1)).toBe(true);
        expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
      }
    for (const word of [0, 1, 2])
      expect([0, 1, 2].reduce((sum, other) => sum + looking[3 * word + other], 0)).toBeCloseTo(1, 5);
  });

  it('begins at a picture with the last steps, and its code under the noise there', async () => {
    const picture = fromGrey(sampleDigits()[6].pixels);
    const found = await asked({ from: { picture, strength: 0.5 } });
    expect([...found.times]).toEqual([...digitTimes(4)].slice(2));
    expect(found.evaluations).toBe(2);
    expect(found.source!.code).toHaveLength(196);
    expect(found.source!.back).toHaveLength(784);
    const whole = await asked();
    const noise = row(whole.x, 0, 196).map((v) => v / 30);
    const noised = found.source!.code.map((v, i) => v + found.sigmas[0] * noise[i]);
    expect(far(noised, row(found.x, 0, 196))).toBeLessThan(1e-4);
    expect(stepsTaken(10, 0.01)).toBe(1);
  });

  it('keeps the call at the beginning of a step that makes several', async () => {
    const [once, twice] = [await asked({ sampler: 'euler' }), await asked({ sampler: 'heun' })];
    expect(twice.evaluations).toBe(7);
    expect(far(row(once.guess, 0, 196), row(twice.guess, 0, 196))).toBeLessThan(1e-4);
  });

  it('is the same for a seed, leaves decoding out unless asked, and tells how far it is', async () => {
    const heard: AnatomyProgress[] = [];
    const again = await anatomy({ ...spec, every: false }, networks, { ...silent, tell: (p) => void heard.push(p) });
    expect([again.decoded.length, again.undone.length]).toEqual([0, 0]);
    expect(far(again.picture, (await asked()).picture)).toBe(0);
    expect(heard.map(({ done }) => done)).toEqual([0.25, 0.5, 0.75, 1]);
    expect(far(again.picture, (await asked({ seed: 4 })).picture)).toBeGreaterThan(1e-3);
  });

  it('takes any prompt, and refuses what it cannot do in a sentence', async () => {
    expect((await asked({ prompt: '🦊 ' })).attention).toHaveLength(4 * 49);
    const refused = (change: Partial<AnatomySpec>) => () => checkAnatomySpec({ ...spec, ...change });
    expect(refused({ prompt: 'a '.repeat(20_000) })).toThrow('a prompt of 40000 characters (expected at most 20000)');
    expect(refused({ prompt: 7 as unknown as string })).toThrow('a prompt that is number (expected text)');
    expect(refused({ steps: 0 })).toThrow('steps is 0 (expected a whole number from 1 to 40)');
    expect(refused({ guidance: 21 })).toThrow('guidance by 21 (expected a number from -20 to 20)');
    expect(refused({ sampler: 'rk45' })).toThrow(/unknown sampler: rk45 \(expected ddpm, /);
    expect(refused({ from: { picture: new Float32Array(3), strength: 1 } })).toThrow(
      '3 numbers of a picture (expected 784)',
    );
    expect(refused({ from: { picture: new Float32Array(784), strength: 0 } })).toThrow(
      'strength 0 (expected above 0, at most 1)',
    );
  });
});

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sampleDigits as realDigits } from '../../src/core/data/digits-sample';
import { fromGrey } from '../../src/core/image-network/pixels';
import { bind } from '../../src/core/image-network/parameters';
import { checkDecodeSpec, checkEncodeSpec } from '../../src/engine/kinds/shipped/codec';
import { shippedCodecs, type CodecName } from '../../src/engine/kinds/shipped/codecs';
import { inUnits } from '../../src/engine/kinds/shipped/pixels';
import { standingBy } from '../../src/engine/kinds/shipped/worker';
import { shippedDigits } from '../../src/engine/kinds/shipped/worker/networks';
import { autoencoderDefaults } from '../../src/net/image/autoencoder/settings';
import { AutoencoderTrainer } from '../../src/net/image/autoencoder/trainer';
import type { CodesDecoded, DigitsEncoded } from '../../src/engine/kinds/shipped/codec';
import { simdDevice } from '../net/image/helpers';
import { data } from '../net/image/gan/helpers';
import { silent } from './runs';
import { servePublic } from './served';

/** Untrained autoencoders in place of the shipped ones: what is asked of them is the same. */
const codecs = new Map<CodecName, AutoencoderTrainer>();
beforeAll(async () => {
  for (const name of ['flat', 'spatial'] as const) {
    const networks = shippedCodecs[name];
    const codec = new AutoencoderTrainer(
      await simdDevice(bind(networks.encoder)),
      await simdDevice(bind(networks.decoder)),
      {
        ...autoencoderDefaults,
        networks,
        seed: 3,
      },
    );
    codec.setData(data);
    codec.train(2);
    codecs.set(name, codec);
  }
});

const ask = <T>(question: string, spec: unknown) =>
  standingBy({
    ...shippedDigits(['webgl', 'wasm', 'cpu']),
    codec: (name) => Promise.resolve(codecs.get(name)!),
  })(question, spec, silent) as Promise<T>;

const ink = Float32Array.from({ length: 20 * 784 }, (_, i) => ((i * 37) % 256) / 255);

describe.each(['flat', 'spatial'] as const)('the shipped autoencoder with %s codes', (codec) => {
  const numbers = { flat: 32, spatial: 196 }[codec];

  it('gives the means and deviations that its encoder gives, in any units of pixels', async () => {
    const { means, deviations, backend } = await ask<DigitsEncoded>('encodeDigits', { codec, x: ink, pixels: 'ink' });
    const whole = codecs.get(codec)!.encode(inUnits(ink, 'ink', 'standard'));
    expect(means.length).toBe(20 * numbers);
    // Rows are cut otherwise: sums run in another order.
    means.forEach((v, i) => expect(Math.abs(v - whole.means[i])).toBeLessThan(1e-4));
    deviations.forEach((v, i) => expect(Math.abs(v - whole.deviations[i])).toBeLessThan(1e-4));
    expect(backend).toBe('simd');
  });

  it('gives the pictures of codes, in any units', async () => {
    const codes = Float32Array.from({ length: 19 * numbers }, (_, i) => Math.sin(i * i));
    const { x, judgement } = await ask<CodesDecoded>('decodeCodes', { codec, codes, pixels: 'ink' });
    const whole = inUnits(codecs.get(codec)!.decode(codes), 'standard', 'ink');
    x.forEach((v, i) => expect(Math.abs(v - whole[i])).toBeLessThan(1e-4));
    expect(judgement).toBeNull();
  });
});

describe('the shipped autoencoders themselves', () => {
  const networks = shippedDigits(['webgl', 'wasm', 'cpu']);
  beforeAll(servePublic);
  afterAll(() => {
    networks.forget();
    vi.unstubAllGlobals();
  });

  it.each(['flat', 'spatial'] as const)('brings digits back that the judge knows: %s', async (codec) => {
    const answered = <T>(question: string, spec: unknown) => standingBy(networks)(question, spec, silent) as Promise<T>;
    const digits = realDigits();
    const x = Float32Array.from(digits.flatMap(({ pixels }) => [...fromGrey(pixels)]));
    const { means } = await answered<DigitsEncoded>('encodeDigits', { codec, x });
    const { judgement } = await answered<CodesDecoded>('decodeCodes', { codec, codes: means, judge: true });
    const right = digits.filter(({ label }, i) => judgement!.classes[i] === label).length;
    expect(right).toBeGreaterThanOrEqual(0.9 * digits.length);
  });
});

describe('what the questions refuse', () => {
  it.each([
    [
      'an unknown autoencoder',
      () => checkEncodeSpec({ codec: 'roof' as never, x: ink }),
      'unknown autoencoder: roof (expected flat, spatial, map)',
    ],
    [
      'no whole pictures',
      () => checkEncodeSpec({ codec: 'flat', x: ink.subarray(1) }),
      '15679 numbers of pictures (expected 784 each, 1 to 2000 of them)',
    ],
    [
      'pixels that are no numbers',
      () => checkEncodeSpec({ codec: 'flat', x: new Float32Array(784).fill(NaN) }),
      'pixel 0 is NaN (expected finite numbers)',
    ],
    [
      'no whole codes',
      () => checkDecodeSpec({ codec: 'flat', codes: new Float32Array(33) }),
      '33 numbers of codes of flat (expected 32 each, 1 to 2000 of them)',
    ],
    [
      'codes that are no numbers',
      () => checkDecodeSpec({ codec: 'flat', codes: new Float32Array(32).fill(Infinity) }),
      'number 0 of the codes is Infinity (expected finite numbers)',
    ],
    [
      'unknown units',
      () => checkDecodeSpec({ codec: 'flat', codes: new Float32Array(32), pixels: 'inch' as never }),
      'unknown pixels: inch (expected standard, ink, book)',
    ],
  ])('%s', (_, check, sentence) => {
    expect(check).toThrow(sentence);
  });
});

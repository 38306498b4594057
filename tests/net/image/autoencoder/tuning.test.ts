import { describe, expect, test } from 'vitest';
import { bind } from '../../../../src/core/image-network/parameters';
import { random } from '../../../../src/core/random';
import { startingWeights } from '../../../../src/net/image/start';
import { tuningDefaults, type TuningSettings } from '../../../../src/net/image/autoencoder/settings';
import { DecoderTuning } from '../../../../src/net/image/autoencoder/tuning';
import { PlainDevice } from '../gan/helpers';
import { simdDevice } from '../helpers';
import { data, narrow, narrowCritic } from './helpers';

const settings: TuningSettings = {
  ...tuningDefaults,
  networks: narrow,
  critic: narrowCritic,
  batchSize: 4,
  microBatch: 4,
  criticFrom: 0,
  criticWeight: 0.4,
  seed: 9,
};

function plain(change: Partial<TuningSettings> = {}) {
  const all = { ...settings, ...change };
  const devices = {
    encoder: new PlainDevice(bind(narrow.encoder)),
    decoder: new PlainDevice(bind(narrow.decoder)),
    critic: new PlainDevice(bind(narrowCritic)),
  };
  devices.encoder.load({ weights: startingWeights(bind(narrow.encoder), 1) });
  devices.decoder.load({ weights: startingWeights(bind(narrow.decoder), 2) });
  const tuning = new DecoderTuning(devices, all);
  tuning.setData(data);
  return { tuning, devices };
}

describe('tuning a decoder', () => {
  test.each(['decoder', 'critic'] as const)(
    'what the %s is given against central differences of its loss',
    (player) => {
      const along = (direction: Float64Array | null, h: number) => {
        const { tuning, devices } = plain();
        if (direction) devices[player].weights.forEach((w, i) => (devices[player].weights[i] = w + h * direction[i]));
        const loss = tuning.step();
        return { loss: player === 'decoder' ? loss : tuning.losses.critic, given: devices[player].given };
      };
      const { given } = along(null, 0);
      const size = Math.hypot(...given);
      const draw = random(6).split(player);
      const direction = given.map((g) => g / size + (0.3 * draw.normal()) / Math.sqrt(given.length));
      const slope = given.reduce((sum, g, i) => sum + g * direction[i], 0);
      const h = 1e-3;
      const difference = (along(direction, h).loss - along(direction, -h).loss) / (2 * h);
      // What the critic says of made pictures enters the decoder's loss with noise of its own.
      expect(Math.abs(difference / slope - 1)).toBeLessThan(player === 'decoder' ? 0.05 : 0.01);
    },
  );

  test('leaves the encoder as it is, and the critic out before its step', async () => {
    const devices = {
      encoder: await simdDevice(bind(narrow.encoder)),
      decoder: await simdDevice(bind(narrow.decoder)),
      critic: await simdDevice(bind(narrowCritic)),
    };
    devices.encoder.load({ weights: startingWeights(bind(narrow.encoder), 1) });
    devices.decoder.load({ weights: startingWeights(bind(narrow.decoder), 2) });
    const before = devices.encoder.save().weights;
    const tuning = new DecoderTuning(devices, { ...settings, criticFrom: 2 });
    tuning.setData(data);
    const first = tuning.step();
    expect(first).toBeCloseTo(tuning.losses.distortion, 12);
    tuning.step();
    const third = tuning.step();
    expect(third).not.toBeCloseTo(tuning.losses.distortion, 6);
    expect(devices.encoder.save().weights).toEqual(before);
    expect(tuning.losses.critic).toBeGreaterThan(0);
  });

  test('goes on where it was saved', async () => {
    const begun = async () => {
      const devices = {
        encoder: await simdDevice(bind(narrow.encoder)),
        decoder: await simdDevice(bind(narrow.decoder)),
        critic: await simdDevice(bind(narrowCritic)),
      };
      devices.encoder.load({ weights: startingWeights(bind(narrow.encoder), 1) });
      devices.decoder.load({ weights: startingWeights(bind(narrow.decoder), 2) });
      const tuning = new DecoderTuning(devices, settings);
      tuning.setData(data);
      return tuning;
    };
    const first = await begun();
    first.train(3);
    const saved = first.save();
    expect([saved.steps, saved.images]).toEqual([3, 12]);
    first.train(2);
    const second = await begun();
    second.load(saved);
    second.train(2);
    expect(second.save()).toEqual(first.save());
    expect(() => second.load({ weights: new Float32Array(2) })).toThrow(/2 weights/);
  });

  test('says what it expected', () => {
    expect(() => plain({ criticWeight: -1 })).toThrow(/criticWeight is -1/);
    expect(() => plain({ critic: { ...narrowCritic, side: 14, layers: [] } })).toThrow(/critic takes is 14 x 14 x 1/);
  });
});

import { describe, expect, test } from 'vitest';
import { captionLength, readPrompt, vocabulary } from '../../../../src/core/caption/index';
import { clipImage, clipText, embeddingSize } from '../../../../src/core/image-network/contrastive';
import type { Network } from '../../../../src/core/image-network/description';
import { fromGrey } from '../../../../src/core/image-network/pixels';
import { bind, parameterCount } from '../../../../src/core/image-network/parameters';
import { outputShape } from '../../../../src/core/image-network/shapes';
import { random } from '../../../../src/core/random';
import { shippedContrastive, type ContrastiveSettings } from '../../../../src/net/image/contrastive/settings';
import { ContrastiveTrainer } from '../../../../src/net/image/contrastive/trainer';
import { captionsCondition } from '../../../../src/net/image/objective/captioned';
import { data, PlainDevice } from '../gan/helpers';
import type { Matrix } from '../plain';
import { simdDevice } from '../helpers';

const image: Network = {
  name: 'narrow image encoder',
  side: 28,
  channels: 1,
  layers: [
    { kind: 'to-depth', factor: 4 },
    { kind: 'convolution', size: 1, from: 16, to: 4 },
    { kind: 'activation', function: 'silu' },
    { kind: 'flatten' },
    { kind: 'linear', from: 196, to: 3 },
  ],
};
const text: Network = {
  name: 'narrow text encoder',
  extent: [],
  channels: 1,
  context: {
    length: captionLength,
    channels: 1,
    layers: [
      { kind: 'tokens', vocabulary: vocabulary.length, to: 4 },
      { kind: 'positions', count: captionLength, channels: 4 },
      { kind: 'residual', name: 'attention block', inner: [{ kind: 'attention', channels: 4, heads: 2 }] },
    ],
  },
  layers: [
    { kind: 'linear', from: 1, to: 4 },
    { kind: 'cross-attention', channels: 4, heads: 1, context: { length: captionLength, channels: 4 } },
    { kind: 'linear', from: 4, to: 3 },
  ],
};
const settings: ContrastiveSettings = {
  ...shippedContrastive,
  image,
  text,
  batchSize: 6,
  temperature: 0.5,
  warmup: 0,
  decaySteps: 0,
  clip: 0,
  seed: 4,
};
const names = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const pairs = {
  pictures: data,
  // Of each digit its name, as a word or a figure.
  captioner: (row: number, draw: { uniform(): number }) => {
    const { tokens, mask } = readPrompt(draw.uniform() < 0.5 ? names[data.labels[row]] : `a ${data.labels[row]}`);
    return { tokens, mask };
  },
};
const standard = Float32Array.from(fromGrey(data.images));

function plain(): { trainer: ContrastiveTrainer<Matrix>; image: PlainDevice; text: PlainDevice } {
  const devices = { image: new PlainDevice(bind(image)), text: new PlainDevice(bind(text)) };
  const trainer = new ContrastiveTrainer<Matrix>(devices.image, devices.text, settings);
  trainer.setData(pairs);
  return { trainer, ...devices };
}

async function onKernel(change: Partial<ContrastiveSettings> = {}): Promise<ContrastiveTrainer> {
  const made = new ContrastiveTrainer(await simdDevice(bind(image)), await simdDevice(bind(text)), {
    ...settings,
    ...change,
  });
  made.setData(pairs);
  return made;
}

describe('two encoders against each other', () => {
  test('what both are given against central differences of the loss', () => {
    for (const side of ['image', 'text'] as const) {
      const along = (direction: Float64Array | null, h: number) => {
        const made = plain();
        if (direction) made[side].weights.forEach((w, i) => (made[side].weights[i] = w + h * direction[i]));
        return { loss: made.trainer.train(1), given: made[side].given };
      };
      const { given } = along(null, 0);
      const draw = random(6).split(side);
      const size = Math.hypot(...given);
      const direction = given.map((g) => g / size + (0.3 * draw.normal()) / Math.sqrt(given.length));
      const slope = given.reduce((sum, g, i) => sum + g * direction[i], 0);
      const h = 1e-3;
      const difference = (along(direction, h).loss - along(direction, -h).loss) / (2 * h);
      expect(Math.abs(difference / slope - 1)).toBeLessThan(0.01);
    }
  });

  test('the kernel gives the plain loops’ loss, and learns to tell the twenty digits’ names apart', async () => {
    const trainer = await onKernel();
    expect(Math.abs(trainer.train(1) - plain().trainer.train(1))).toBeLessThan(1e-4);
    const more = await onKernel({ learningRate: 0.02 });
    const first = more.train(5);
    more.train(100);
    expect(more.train(5)).toBeLessThan(0.7 * first);
    const seen = more.pictures(standard);
    const told = more.captions(captionsCondition(names.map((name) => readPrompt(name))));
    const right = data.labels.filter((label, i) => {
      const cosine = (c: number) => [0, 1, 2].reduce((sum, k) => sum + seen[3 * i + k] * told[3 * c + k], 0);
      return names.every((_, c) => cosine(c) <= cosine(label));
    });
    expect(right.length).toBeGreaterThanOrEqual(10);
  });

  test('embeddings have length 1, and padding is not seen', async () => {
    const trainer = await onKernel();
    const both = trainer.pictures(standard);
    expect(both).toHaveLength(3 * data.labels.length);
    for (let i = 0; i < both.length; i += 3) expect(Math.hypot(...both.subarray(i, i + 3))).toBeCloseTo(1, 5);
    const { tokens, mask } = readPrompt('a seven');
    const other = tokens.map((token, i) => (mask[i] ? token : 5));
    const [a, b] = [tokens, other].map((some) => trainer.captions({ tokens: some, mask }));
    a.forEach((v, i) => expect(b[i]).toBeCloseTo(v, 6));
  });

  test('goes on after loading as if it had not stopped', async () => {
    const whole = await onKernel();
    whole.train(4);
    const begun = await onKernel();
    begun.train(2);
    const next = await onKernel({ seed: 9 });
    next.settings = { ...next.settings, seed: settings.seed };
    next.setData(pairs);
    next.load(begun.save());
    next.train(2);
    expect(next.save().weights).toEqual(whole.save().weights);
  });

  test('refuses networks that do not fit, and too few pictures', async () => {
    const wide = { ...image, layers: [...image.layers.slice(0, 4), { kind: 'linear', from: 196, to: 5 } as const] };
    const devices = async (one: Network) => [await simdDevice(bind(one)), await simdDevice(bind(text))] as const;
    const [a, b] = await devices(wide);
    expect(() => new ContrastiveTrainer(a, b, { ...settings, image: wide })).toThrow(
      'what the text encoder puts out is 3 numbers (expected 5 numbers',
    );
    const trainer = new ContrastiveTrainer(...(await devices(image)), { ...settings, batchSize: 64 });
    expect(() => trainer.setData(pairs)).toThrow('20 pictures to tell apart (expected at least 64, a batch)');
    expect(() => trainer.train(1)).toThrow('there are no pictures to train on');
  });
});

test('the shipped encoders are small and put out rows of one size', () => {
  for (const network of [clipImage, clipText]) {
    expect(outputShape(network)).toEqual({ extent: [], channels: embeddingSize });
    expect(parameterCount(network)).toBeLessThan(100_000);
  }
});

import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import { askedOf, fulfilledBy, type Asked } from '../../../scripts/train/asked';
import { contrastiveMetrics, embeddedTexts, shippedClip } from '../../../scripts/train/clip';
import { captioned, type CaptionedDigits } from '../../../scripts/train/facts';
import { readDigits, readShipped, type DigitSplit } from '../../../scripts/train/files';
import { standard } from '../../../scripts/train/measure';
import { cascaded, type Stages } from '../../../scripts/train/measure-cascade';
import { picturesOf, priorOf } from '../../../scripts/train/measure-unclip';
import { shippedCodec } from '../../../scripts/train/prior';
import { cascadeSides } from '../../../src/core/image-network/cascade';
import { digitClassifier } from '../../../src/core/image-network/digits';
import { shippedCascade } from '../../../src/net/image/cascade/settings';
import { createImageClassifier, createImageTrainer } from '../../../src/net/image/create';
import type { ImageClassifier } from '../../../src/net/image/classifier';
import type { ContrastiveTrainer } from '../../../src/net/image/contrastive/trainer';
import { shippedSettings } from '../../../src/net/image/shipped';
import { shippedUnclip } from '../../../src/net/image/unclip/settings';

let split: DigitSplit;
let clip: ContrastiveTrainer;
let judge: ImageClassifier;
let held: CaptionedDigits;
let asked: readonly Asked[];
let texts: Float32Array;
beforeAll(async () => {
  execFileSync(process.execPath, ['scripts/digits.mjs']);
  split = await readDigits();
  ({ clip } = await shippedClip(split.hash));
  judge = await createImageClassifier('simd', shippedSettings.classifier);
  judge.load({ weights: readShipped('classifier', digitClassifier, split.hash).weights });
  held = captioned(split.heldOut);
  asked = askedOf(held, 100);
  texts = embeddedTexts(
    clip,
    asked.map(({ text }) => text),
  );
}, 60_000);

/** Whether a share of as many as are asked is the manifest's, to three standard deviations. */
const near = (found: number, manifest: number, of: number) =>
  Math.abs(found - manifest) <
  3 * Math.sqrt(manifest * (1 - manifest) * (1 / asked.length + 1 / of)) + 1 / asked.length;

describe('sentences of held-out digits', () => {
  test('are fulfilled by the digits that they are true of, and by others less', () => {
    const own = new Float32Array(asked.length * 784),
      next = new Float32Array(asked.length * 784);
    const all = standard(split.heldOut);
    asked.forEach(({ row }, i) => {
      own.set(all.subarray(row * 784, (row + 1) * 784), i * 784);
      next.set(all.subarray(row * 784, (row + 1) * 784), ((i + 1) % asked.length) * 784);
    });
    const found = fulfilledBy(own, asked, judge);
    expect(found).toMatchObject({ thickness: 1, slant: 1, width: 1 });
    expect(found.digit).toBeGreaterThan(0.97);
    const other = fulfilledBy(next, asked, judge);
    expect(other.all).toBeLessThan(0.1);
    expect(other.thickness).toBeLessThan(0.7);
  });
});

describe('what is shipped', () => {
  test('the encoders tell apart what their manifests say', () => {
    const { metrics } = readShipped('clip-image', clip.settings.image, split.hash).manifest;
    const found = contrastiveMetrics(clip, held);
    for (const [name, value] of Object.entries(metrics)) expect(Math.abs(found[name] - value)).toBeLessThan(0.005);
    expect(found.retrieval).toBeGreaterThan(0.5);
    for (const name of ['thicknessTold', 'slantTold', 'widthTold', 'classTold'])
      expect(found[name]).toBeGreaterThan(0.93);
  });

  test('the prior and its decoder do what their manifests say, and without the prior less comes', async () => {
    const load = async (part: keyof typeof shippedUnclip) => {
      const { weights, manifest } = readShipped(part, shippedUnclip[part].network, split.hash);
      const trainer = await createImageTrainer('simd', shippedUnclip[part]);
      trainer.load({ weights });
      return { trainer, metrics: manifest.metrics };
    };
    const [prior, unclip] = [await load('prior'), await load('unclip')];
    const { codec } = await shippedCodec(split.hash);
    const networks = { clip, codec, prior: prior.trainer, unclip: unclip.trainer };
    const how = { seed: 2 };
    const found = fulfilledBy(picturesOf(networks, priorOf(networks, texts, how), how), asked, judge);
    const { metrics } = prior;
    expect(near(found.digit, metrics.priorDigit, metrics.sentences)).toBe(true);
    expect(near(found.all, metrics.priorAll, metrics.sentences)).toBe(true);
    const direct = fulfilledBy(picturesOf(networks, texts, how), asked, judge);
    expect(found.all - direct.all).toBeGreaterThan(0.1);
  });

  test('the cascade does what its manifests say', async () => {
    const entries = await Promise.all(
      cascadeSides.map(async (side) => {
        const settings = shippedCascade[side];
        const { weights, manifest } = readShipped(`cascade-${side}`, settings.network, split.hash);
        const trainer = await createImageTrainer('simd', settings);
        trainer.load({ weights });
        return [side, trainer, manifest.metrics] as const;
      }),
    );
    const stages = Object.fromEntries(entries.map(([side, trainer]) => [side, trainer])) as unknown as Stages;
    const [, , metrics] = entries[0];
    const found = fulfilledBy(cascaded(stages, texts, { seed: 2 }), asked, judge);
    expect(near(found.digit, metrics.digit, metrics.sentences)).toBe(true);
    expect(near(found.all, metrics.all, metrics.sentences)).toBe(true);
  });
});

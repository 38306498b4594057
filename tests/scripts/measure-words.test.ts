import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import { askedPairs, askedPrompts, came, readPairPrompt, type HalfAsked, type HalfFound } from '../../src/core/caption';
import { digitClassifier } from '../../src/core/image-network/digits';
import { bind } from '../../src/core/image-network/parameters';
import { ImageClassifier } from '../../src/net/image/classifier';
import { shippedSettings } from '../../src/net/image/shipped';
import { pairsOf, sideBySide } from '../../scripts/train/captioned';
import { readDigits, readShipped, type DigitSplit } from '../../scripts/train/files';
import { standard } from '../../scripts/train/measure';
import { foundIn, foundInPairs, pairSharesOf, sharesOf } from '../../scripts/train/measure-words';
import { simdDevice } from '../net/image/helpers';

/** Training digits among which each prompt has one that is as it asks. */
const FIRST = 2500;

let split: DigitSplit;
let judge: ImageClassifier;
let part: DigitSplit['train'];
let all: HalfFound[];
beforeAll(async () => {
  execFileSync(process.execPath, ['scripts/digits.mjs']);
  split = await readDigits();
  judge = new ImageClassifier(await simdDevice(bind(digitClassifier)), shippedSettings.classifier);
  judge.load({ weights: readShipped('classifier', digitClassifier, split.hash).weights });
  part = { images: split.train.images.subarray(0, FIRST * 784), labels: split.train.labels.subarray(0, FIRST) };
  // The class by its label: what is looked for is a true picture.
  all = foundIn(judge, standard(part)).map(({ values }, i) => ({ digit: part.labels[i], values }));
}, 60_000);

const picture = (row: number) => part.images.subarray(row * 784, (row + 1) * 784);

describe('shares of prompts', () => {
  test('are all one of true pictures, but where the judge errs', () => {
    const asked = askedPrompts();
    const rows = asked.map(({ prompt }) =>
      all.findIndex((found) => {
        const { digit, values } = came(prompt, found);
        return digit !== false && values !== false;
      }),
    );
    const some = asked.filter((_, i) => rows[i] >= 0);
    // A combination that no digit of these has cannot be shown.
    expect(some.length).toBeGreaterThan(0.95 * asked.length);
    const images = new Uint8Array(some.length * 784);
    rows.filter((row) => row >= 0).forEach((row, i) => images.set(picture(row), i * 784));
    const { parts, groups } = sharesOf(some, foundIn(judge, standard({ images, labels: new Uint8Array(some.length) })));
    expect(parts.class).toBeGreaterThan(0.97);
    for (const [name, share] of Object.entries(parts)) if (name !== 'class') expect(share, name).toBe(1);
    for (const [name, share] of Object.entries(groups)) expect(share, name).toBe(1);
  });

  test('are chance of pictures that have nothing to do with them', () => {
    const asked = askedPrompts();
    const images = new Uint8Array(asked.length * 784);
    asked.forEach((_, i) => images.set(picture(i), i * 784));
    const { parts } = sharesOf(asked, foundIn(judge, standard({ images, labels: new Uint8Array(asked.length) })));
    expect(parts.class).toBeLessThan(0.25);
    expect(parts.value).toBeLessThan(0.6);
    expect(parts.not).toBeGreaterThan(0.35);
  });

  test('of two digits are all one of true pictures, and of exchanged ones all exchanged', () => {
    const asked = askedPairs();
    const fits = ({ digit, wishes }: HalfAsked, found: HalfFound) =>
      digit === found.digit &&
      Object.entries(wishes).every(([name, [wish]]) => found.values[name as 'slant'] === wish.value);
    const rows = asked.map(({ prompt }) => {
      const { first, second } = readPairPrompt(prompt);
      return [first, second].map((half) => all.findIndex((found) => fits(half, found)));
    });
    const some = asked.filter((_, i) => rows[i].every((row) => row >= 0));
    expect(some.length).toBeGreaterThan(0.95 * asked.length);
    const sides = (exchanged: boolean) => {
      const images = sideBySide(
        part.images,
        some.map((one) => {
          const [first, second] = rows[asked.indexOf(one)];
          return (readPairPrompt(one.prompt).relation === 'right') === exchanged ? [first, second] : [second, first];
        }),
      );
      return pairSharesOf(some, foundInPairs(judge, standard({ images, labels: new Uint8Array(some.length) })));
    };
    for (const [name, share] of Object.entries(sides(false)))
      if (/values/.test(name)) expect(share, name).toBe(1);
      else if (/classes/.test(name)) expect(share, name).toBeGreaterThan(0.9);
      else expect(share, name).toBeLessThan(0.1);
    const wrong = sides(true);
    expect(wrong['sides exchanged']).toBeGreaterThan(0.9);
    expect(wrong['beside classes']).toBeGreaterThan(0.9);
    expect(wrong['thickness swapped']).toBe(1);
    expect(wrong['slant values']).toBe(0);
  });
});

describe('pictures of two digits', () => {
  test('are the two, side by side, and only of those that may be shown', () => {
    const shown = [3, 5, 8];
    const of = pairsOf(shown, 20, 7);
    const pictures = sideBySide(part.images, of);
    expect(of.flat().every((row) => shown.includes(row))).toBe(true);
    of.forEach((digits, i) =>
      digits.forEach((row, side) => {
        for (let y = 0; y < 28; y++) {
          const at = (2 * i * 28 + 2 * y + side) * 28;
          expect(pictures.subarray(at, at + 28)).toEqual(picture(row).subarray(y * 28, (y + 1) * 28));
        }
      }),
    );
    expect(pairsOf(shown, 20, 7)).toEqual(of);
    expect(pairsOf(shown, 20, 8)).not.toEqual(of);
  });
});

import { describe, expect, it } from 'vitest';
import {
  autoencoderNamed,
  cheapest,
  overSets,
  runOf,
  totalFlops,
  type LatentAutoencoder,
  type LatentRun,
} from '../../src/record/latent';

/** A run with these Fréchet distances. */
const run = (name: string, group: LatentRun['group'], flops: number, distances: readonly number[]): LatentRun => ({
  name,
  group,
  says: name,
  numbers: 32,
  parameters: 1,
  images: 1,
  flops,
  autoencoderFlops: 10,
  pictureFlops: 1,
  tried: [],
  guidance: 1,
  sets: distances.map((frechet, seed) => ({ seed, agreement: 0.9, frechet })),
});

const runs = [
  run('dear', 'latent', 300, [2, 4]),
  run('middle', 'latent', 200, [3, 5]),
  run('cheap', 'latent', 100, [8, 10]),
  run('pixel', 'pixel', 1, [1, 1]),
];

describe('runs of the latent record', () => {
  it('are found by name, and told where they are not', () => {
    expect(runOf({ runs }, 'middle')).toBe(runs[1]);
    expect(() => runOf({ runs }, 'none')).toThrow('latent has no run none (expected dear, middle, cheap, pixel)');
    const autoencoders = [{ name: 'flat' } as LatentAutoencoder];
    expect(autoencoderNamed({ autoencoders }, 'flat')).toBe(autoencoders[0]);
    expect(() => autoencoderNamed({ autoencoders }, 'round')).toThrow('(expected flat)');
  });

  it('have a mean and a deviation over their sets, and cost what both networks cost', () => {
    expect(overSets(runs[0], 'frechet')).toEqual({ mean: 3, deviation: Math.SQRT2, n: 2 });
    expect(totalFlops(runs[0])).toBe(310);
  });

  it('the cheapest below a bar is of its group, by all operations, and none where none gets there', () => {
    expect(cheapest({ runs }, 'latent', 4)?.name).toBe('middle');
    expect(cheapest({ runs }, 'latent', 3.5)?.name).toBe('dear');
    expect(cheapest({ runs }, 'latent', 20)?.name).toBe('cheap');
    expect(cheapest({ runs }, 'latent', 2)).toBeNull();
  });
});

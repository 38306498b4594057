import { describe, expect, it } from 'vitest';
import { claims, type ClaimName, type Row } from '../../src/core/claims';
import { trainerDefaults } from '../../src/net/defaults';
import { ganDefaults } from '../../src/net/gan/defaults';
import { trainersOn } from '../../src/net/trainers';
import record from '../../src/site/claims.json';

async function measured(name: ClaimName, seed: number): Promise<Row> {
  const work = claims[name].measure(seed, trainersOn('simd'));
  for (;;) {
    const { value, done } = await work.next();
    if (done) return value;
  }
}

describe('the recorded claims', () => {
  it('were made with the defaults that are in force', () => {
    expect(record.defaults).toEqual({ diffusion: trainerDefaults, gan: ganDefaults });
  });

  it.each([
    ['solvers', 1],
    ['solvers', 2],
    ['sensitivity', 1],
  ] as const)('%s, seed %d, gives the recorded numbers again', async (name, seed) => {
    const again = await measured(name, seed);
    const recorded: Row = record.claims[name].rows[seed - 1];
    expect(Object.keys(again).sort()).toEqual(Object.keys(recorded).sort());
    // Six digits are written down.
    for (const [key, value] of Object.entries(recorded))
      expect(Math.abs(again[key] - value), key).toBeLessThanOrEqual(2e-5 * Math.abs(value));
  });
});

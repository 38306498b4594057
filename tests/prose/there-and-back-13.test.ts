import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { builtAsks } from '../../components/figure/built-asks';
import * as guidedReturn from '../../components/prose/experiments/guided-return';
import type { Mend } from '../../src/core/inversion/mends';
import { recorded } from '../../src/record/index';
import { alongOf, betweenOf, codeOf, controlOf, editOf, tripOf } from '../../src/record/inversion';

const text = readFileSync('content/chapters/13-editing-and-inverse-problems.mdx', 'utf8');
const record = recorded('inversion');

describe('there and back', () => {
  it('guided-return measures what its explanation says', async () => {
    const { answer, finding } = await guidedReturn.run(builtAsks.roundTrip);
    expect(answer).toBe(2);
    expect(finding).toMatch(/^With 10 steps ten digits miss by 0\.\d{3}, with 50 by 0\.\d{3}\. Unguided /);
    expect(text).toMatch(/experiment="guided-return"[\s\S]*?'It hardly falls'\]/);
  }, 120_000);

  it('is broken by guidance on one way, and mended, as the section says', () => {
    const error = (mend: Mend, guidance: number, steps: number) => tripOf(record, mend, guidance, steps).error.mean;
    expect(error('none', 0, 50)).toBeLessThan(error('none', 0, 10) / 3);
    expect(error('none', 3, 50)).toBeGreaterThan(0.75 * error('none', 3, 10));
    expect(error('alike', 3, 50)).toBeLessThan(error('alike', 3, 10) / 3);
    expect(error('negative', 3, 20)).toBeCloseTo(error('none', 0, 20), 3);
    expect(error('null', 3, 20)).toBeLessThan(error('none', 0, 20));
    expect(error('direct', 3, 20)).toBeLessThan(0.001);
    expect(error('exact', 3, 20)).toBeLessThan(0.001);
  });

  it('has codes that are no noise', () => {
    expect(Math.abs(codeOf(record, 'noise').kurtosis.mean)).toBeLessThan(0.2);
    expect(codeOf(record, 'plain').kurtosis.mean).toBeGreaterThan(3);
    expect(codeOf(record, 'plain').neighbours.mean).toBeGreaterThan(0.1);
  });

  it('pays for the class with the handwriting', () => {
    const [plain, guided] = [editOf(record, 'none', 0), editOf(record, 'none', 3)];
    expect(guided.reached).toBeGreaterThan(plain.reached);
    expect(guided.slant).toBeLessThan(plain.slant);
  });

  it('finds the straight way between draws too short, whatever the network makes of it', () => {
    const [straight, round] = [betweenOf(record, 'draws', 'linear'), betweenOf(record, 'draws', 'spherical')];
    expect(straight.length.mean).toBeCloseTo(Math.SQRT1_2, 1);
    expect(round.length.mean).toBeCloseTo(1, 1);
    // What the section calls the network's indifference.
    expect(Math.abs(straight.frechet - round.frechet)).toBeLessThan(2 * Math.hypot(straight.error, round.error));
  });

  it('has directions that move what they are named after, more than random ones do', () => {
    const stroke = (strength: number) => alongOf(record, 'thickness', strength).thickness.mean;
    const slant = (strength: number) => alongOf(record, 'slant', strength).slant.mean;
    expect(stroke(2)).toBeGreaterThan(stroke(-2) + 0.5);
    expect(slant(2)).toBeGreaterThan(slant(-2) + 0.1);
    const none = alongOf(record, 'none', 0);
    for (const kind of ['white', 'shuffled'] as const) {
      const { thickness } = controlOf(record, kind);
      expect(Math.abs(thickness.mean - none.thickness.mean)).toBeLessThan(stroke(2) - none.thickness.mean);
    }
  });
});

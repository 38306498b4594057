import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recorded } from '../../components/figure/ClaimBench/record';
import { claimNames, claims, judge, type ClaimName, type Verdict } from '../../src/core/claims';
import { budget } from '../../src/core/claims/protocol';
import { mean, median } from '../../src/core/statistics';
import { trainersOn } from '../../src/net/trainers';

const chapter = readFileSync('content/chapters/16-claims-tested.mdx', 'utf8');
const average = (claim: ClaimName, key: string) => mean(recorded(claim).rows.map((row) => row[key]));
const middle = (claim: ClaimName, key: string) => median(recorded(claim).rows.map((row) => row[key]));

/** Words and numbers come into the chapter from the record. What it says around them was written for these verdicts: where one turns, read that section again. */
const read: Readonly<Record<ClaimName, Verdict>> = {
  cost: 'not supported',
  speed: 'not supported',
  solvers: 'supported',
  noise: 'supported in part',
  collapse: 'not supported',
  diversity: 'supported',
  sensitivity: 'not supported',
  stability: 'supported',
  repeat: 'not supported',
  copying: 'supported in part',
};

describe('chapter 16 beside its record', () => {
  it.each(claimNames)('reads %s as it was found', (name) => {
    expect(judge(claims[name], recorded(name).rows).verdict).toBe(read[name]);
  });

  it('says of costs what they are', async () => {
    const cost = recorded('cost').rows;
    expect(cost.filter((row) => row.spiralGan === 48)).toHaveLength(5); // half of the GANs did not get there
    expect(cost.filter((row) => row.ringGan === 48 || row.ringDiffusion === 48 || row.spiralDiffusion === 48)).toEqual(
      [],
    );
    const { diffusion, gan, defaults } = trainersOn('simd');
    const [own, rival] = [await diffusion(defaults.diffusion), await gan(defaults.gan)];
    expect(Math.round(rival.flopsPerStep / own.flopsPerStep)).toBe(5);
    expect(Math.round(budget / own.flopsPerStep / 100)).toBe(17); // some 1,700 steps
    expect(Math.round(budget / rival.flopsPerStep / 100)).toBe(3); // some 300
    for (const one of [own, rival]) one.dispose();
  });

  it('says of the others what was measured', () => {
    // Fewer than a dozen evaluations in nearly every seed: a handful.
    expect(middle('speed', 'ringNeeded')).toBeLessThanOrEqual(6);
    expect(middle('speed', 'spiralNeeded')).toBeLessThanOrEqual(6);
    // Heun is the worst of three at five, and at twenty all are near one another.
    for (const other of ['ddim5', 'dpmpp2m5'])
      expect(average('solvers', 'heun5')).toBeGreaterThan(1.5 * average('solvers', other));
    expect(average('solvers', 'ddim20') / average('solvers', 'dpmpp2m20')).toBeLessThan(1.4);
    // Too close in twenty steps, less so in two hundred, too far where sampling stops early.
    expect(1 - average('noise', 'many')).toBeLessThan((1 - average('noise', 'full')) / 2);
    expect(average('noise', 'early')).toBeGreaterThan(1.05);
    // No mode lost by diffusion; some by the plain GAN on every set.
    for (const set of ['ring', 'grid', 'rare']) {
      expect(average('collapse', `${set}Diffusion`)).toBe(0);
      expect(average('collapse', `${set}Plain`)).toBeGreaterThan(0.02);
    }
    // Failures are rare on both sides.
    expect(
      recorded('sensitivity').rows.filter((row) => row.diffusion > 0.05 || row.gan > 0.05).length,
    ).toBeLessThanOrEqual(2);
    // Two diffusion models agree; two GANs are as unrelated as any two samples.
    expect(average('repeat', 'diffusion')).toBeLessThan(1 / 3);
    expect(Math.abs(average('repeat', 'gan') - 1)).toBeLessThan(0.2);
  });

  it('names every claim’s verdict, and shows each on a bench', () => {
    for (const name of claimNames) {
      expect(chapter).toContain(`<Verdict claim="${name}" />`);
      expect(chapter).toContain(`initial={{ claim: '${name}'`);
    }
  });
});

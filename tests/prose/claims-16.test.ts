import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recorded } from '../../components/figure/ClaimBench/record';
import { claimNames, claims, judge, type ClaimName, type Row, type Verdict } from '../../src/core/claims';
import {
  entrantNames,
  entrants,
  flopsOf,
  ganNames,
  type Entrant,
  type GanEntrant,
} from '../../src/core/claims/entrants';
import { budget, firstSeed, level, questions } from '../../src/core/claims/protocol';
import { random } from '../../src/core/random';
import { bootstrapInterval, mean, median, standardDeviation } from '../../src/core/statistics';

const chapter = readFileSync('content/chapters/16-claims-tested.mdx', 'utf8');
const average = (claim: ClaimName, key: string) => mean(recorded(claim).rows.map((row) => row[key]));
const middle = (claim: ClaimName, key: string) => median(recorded(claim).rows.map((row) => row[key]));

/** Words and numbers come into the chapter from the record. What it says around them was written for these verdicts: where one turns, read that section again. */
const read: Readonly<Record<ClaimName, Verdict>> = {
  cost: 'not supported',
  speed: 'not supported',
  solvers: 'supported in part',
  noise: 'not supported',
  collapse: 'not supported',
  diversity: 'undecided at this size',
  sensitivity: 'undecided at this size',
  stability: 'not supported',
  repeat: 'not supported',
  copying: 'supported in part',
};

describe('chapter 16 beside its record', () => {
  it.each(claimNames)('reads %s as it was found', (name) => {
    expect(judge(claims[name], recorded(name).rows).verdict).toBe(read[name]);
  });

  it('says of costs what they are', () => {
    const cost = recorded('cost').rows;
    const cutOff = (key: string) => cost.filter((row) => row[`${key}Held`] === 0).length;
    // "On the spiral half of its trainings did not arrive … with all but one".
    expect(cutOff('spiralGan')).toBe(cost.length / 2);
    expect([cutOff('ringR3gan'), cutOff('spiralR3gan')]).toEqual([0, 1]);
    for (const key of ['ringDiffusion', 'spiralDiffusion', 'ringGan']) expect(cutOff(key)).toBe(0);
    // "One of the four is open by a hair".
    const { answers } = judge(claims.cost, cost);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['open', 'against', 'against', 'against']);
    expect(answers[0].interval.high).toBeLessThan(1.05);
    const ratio = (who: GanEntrant) => Math.round(flopsOf(entrants[who]) / flopsOf(entrants.diffusion));
    expect([ratio('gan'), ratio('r3gan')]).toEqual([3, 4]);
    const steps = (who: Entrant) => Math.round(budget / flopsOf(entrants[who]) / 100);
    expect([steps('diffusion'), steps('gan'), steps('r3gan')]).toEqual([45, 15, 11]);
  });

  it('says of many questions what they would cost', () => {
    expect(questions).toBe(30);
    expect((100 * level).toFixed(2)).toBe('99.83');
    expect(chapter).toContain('There are thirty.');
    for (const name of claimNames) expect(claims[name].seeds.recorded).toBeGreaterThanOrEqual(12);
    expect(chapter).toContain(`seed: ${firstSeed}`);
  });

  it('says of evaluations how often none was enough', () => {
    const never = (key: string) => recorded('speed').rows.filter((row) => row[`${key}Held`] === 0).length;
    expect(['ring', 'spiral'].map((shape) => never(`${shape}NeededGan`))).toEqual([1, 1]);
    expect(['ring', 'spiral'].map((shape) => never(`${shape}NeededR3gan`))).toEqual([0, 5]);
    const { answers } = judge(claims.speed, recorded('speed').rows);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['open', 'open', 'against', 'open']);
    // "Covers it as well as the diffusion model does".
    expect(middle('speed', 'spiralR3gan') / middle('speed', 'spiralAt20')).toBeLessThan(1.15);
    expect(middle('speed', 'ringNeededGan')).toBeLessThanOrEqual(6);
  });

  it('says of solvers what they do', () => {
    // Heun is the worst of three at five, and at twenty all are near one another; at ten DDIM is a little nearer.
    for (const other of ['ddim5', 'dpmpp2m5'])
      expect(average('solvers', 'heun5')).toBeGreaterThan(1.5 * average('solvers', other));
    const twenty = ['ddim20', 'dpmpp2m20', 'heun20'].map((key) => average('solvers', key));
    expect(Math.max(...twenty) / Math.min(...twenty)).toBeLessThan(1.3);
    const { answers } = judge(claims.solvers, recorded('solvers').rows);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['for', 'against']);
    expect(answers[1].interval.value).toBeGreaterThan(0.8);
  });

  it('says of noise what there is', () => {
    // Too close in twenty steps and in two hundred alike, too far where sampling stops early.
    expect(average('noise', 'full')).toBeLessThan(0.9);
    expect(Math.abs(average('noise', 'many') - average('noise', 'full'))).toBeLessThan(0.02);
    expect(average('noise', 'early')).toBeGreaterThan(1.05);
    expect(Math.round(average('noise', 'r3gan'))).toBe(2);
    expect(judge(claims.noise, recorded('noise').rows).answers.map(({ outcome }) => outcome)).toEqual([
      'against',
      'open',
    ]);
  });

  it('says of modes who loses them', () => {
    const seedsWith = (key: string) => recorded('collapse').rows.filter((row) => row[key] > 0).length;
    const sets = ['ring', 'grid', 'rare'];
    expect(sets.map((set) => seedsWith(`${set}Diffusion`))).toEqual([0, 0, 0]);
    expect(sets.map((set) => seedsWith(`${set}Gan`))).toEqual([0, 4, 0]);
    expect(sets.map((set) => seedsWith(`${set}R3gan`))).toEqual([0, 0, 1]);
    expect(average('collapse', 'ringPlain')).toBeGreaterThan(0.2);
    expect(average('collapse', 'gridPlain')).toBeGreaterThan(0.2);
    expect(judge(claims.collapse, recorded('collapse').rows).answers.map(({ outcome }) => outcome)).toEqual([
      'against',
      'open',
      'open',
    ]);
  });

  it('says of recall where it differs', () => {
    const { answers } = judge(claims.diversity, recorded('diversity').rows);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['open', 'for', 'open', 'open']);
    // "On the ring both GANs come out a little ahead".
    expect([answers[0].interval.value < 0, answers[2].interval.value < 0]).toEqual([true, true]);
  });

  it('says of settings, steadiness and repetition what was measured', () => {
    const failed = (who: Entrant) => recorded('sensitivity').rows.filter((row) => row[who] > 0.05).length;
    expect(entrantNames.map(failed)).toEqual([0, 4, 4]);
    const { answers } = judge(claims.sensitivity, recorded('sensitivity').rows);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['open', 'open', 'open', 'open']);
    // "By the deviation these twenty-four would speak against the claim at the wider level too."
    const deviation = (rows: readonly Row[], who: Entrant) => standardDeviation(rows.map((row) => Math.log(row[who])));
    for (const who of ganNames) {
      const ratio = (rows: readonly Row[]) => deviation(rows, 'diffusion') / deviation(rows, who);
      const { high } = bootstrapInterval(recorded('sensitivity').rows, ratio, {
        random: random(16),
        confidence: 1 - 0.05 / 30,
        resamples: 20_000,
      });
      expect(high).toBeLessThan(1);
    }
    // "Spreads less, and fails less often".
    expect(answers.every(({ interval, test }) => interval.value < test.threshold)).toBe(true);
    for (const who of ['diffusion', 'gan'] as const)
      expect(average('stability', 'r3gan')).toBeLessThan(0.7 * average('stability', who));
    expect(average('stability', 'true')).toBeGreaterThan(2 * average('stability', 'diffusion'));
    // Two diffusion models agree; two GANs are as unrelated as any two samples.
    expect(average('repeat', 'diffusion')).toBeLessThan(1 / 3);
    for (const who of ganNames) expect(Math.abs(average('repeat', who) - 1)).toBeLessThan(0.2);
  });

  it('says of copies who makes them', () => {
    const share = (who: Entrant, n: number) => average('copying', `${who}${n}`);
    expect(share('diffusion', 20) - share('gan', 20)).toBeLessThan(0.12);
    expect(share('r3gan', 20)).toBeLessThan(share('gan', 20) - 0.08);
    expect(average('copying', 'diffusion20Early')).toBeLessThan(share('diffusion', 20));
  });

  it('names every claim’s verdict, and shows each on a bench', () => {
    for (const name of claimNames) {
      expect(chapter).toContain(`<Verdict claim="${name}" />`);
      expect(chapter).toContain(`initial={{ claim: '${name}'`);
    }
  });
});

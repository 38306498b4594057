import { describe, expect, it } from 'vitest';
import { recorded } from '../../src/record/index';
import { lines, meanOf, particleCounts, rowOf, wasRun, type DimensionKey } from '../../src/record/posterior-dimension';

const record = recorded('posterior-dimension');
const [first, last] = [record.dims[0], record.dims[record.dims.length - 1]];
const line = (says: RegExp) => lines.find((one) => says.test(one.says))!;
const at = (says: RegExp, dim: number, key: DimensionKey) => meanOf(rowOf(record, line(says), dim), key);

describe('the record of methods as the dimension grows', () => {
  it('has every line in every dimension, but the particles that were not spent, by ten seeds', () => {
    expect(record.seeds.length).toBeGreaterThanOrEqual(10);
    for (const seed of record.tuningSeeds) expect(record.seeds).not.toContain(seed);
    for (const one of lines)
      for (const dim of record.dims) {
        const row = rowOf(record, one, dim);
        if (!wasRun(one.particles ?? 1, dim)) expect(row).toBeUndefined();
        else expect(row?.runs).toHaveLength(record.seeds.length);
      }
  });

  it('took what the search found', () => {
    for (const { dim, values, distances, chosen } of record.search) {
      expect(distances[values.indexOf(chosen)]).toBe(Math.min(...distances));
      expect(record.rows.some((row) => row.who === 'dps' && row.dim === dim && row.free === chosen)).toBe(true);
    }
  });

  it('holds true samples to be right in every dimension', () => {
    for (const dim of record.dims) {
      expect(at(/^true/, dim, 'mean')).toBeLessThan(0.12);
      expect(Math.abs(at(/^true/, dim, 'spread') - 1)).toBeLessThan(0.06);
    }
  });

  it('says what the prose takes for granted', () => {
    // The exact score is too narrow in so few steps, and keeps the modes; DPS's step of the plane does not do in many dimensions.
    expect(Math.abs(at(/^the posterior/, last, 'spread') - 0.75)).toBeLessThan(0.03);
    expect(at(/^DPS, step of the plane/, last, 'mean')).toBeGreaterThan(at(/^DPS, step searched/, last, 'mean'));
    // More particles: nearer in every dimension, by less and less.
    const gain = (dim: number) => {
      const counts = particleCounts.filter((n) => wasRun(n, dim));
      const error = counts.map((n) => at(new RegExp(`^Twisted SMC, ${n} `), dim, 'mean'));
      return error[0] / error[counts.indexOf(16)];
    };
    expect(gain(first)).toBeGreaterThan(gain(last));
    expect(gain(last)).toBeGreaterThan(1);
  });
});

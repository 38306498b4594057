import { describe, expect, it } from 'vitest';
import { recorded, said } from '../../src/record/index';
import { chainOf, panorama, regionSpread, restoredSpread, stripSpread } from '../../src/record/panorama';

const record = recorded('panorama');
const variance = (rule: Parameters<typeof chainOf>[1]) => chainOf(record, rule).variance[1];
const beyond = (rule: Parameters<typeof chainOf>[1]) => chainOf(record, rule).correlations[2];

/** What the text of chapter 13 says around the numbers. */
describe('strips wider than the model, as recorded', () => {
  it('has enough sets, all different', () => {
    expect(record.seeds.length).toBeGreaterThanOrEqual(10);
    for (const { sets } of [...record.rows, ...record.regions, ...record.restored])
      expect(sets.map(({ seed }) => seed)).toEqual(record.seeds);
  });

  it('loses variance and what is far apart by the mean, and less by sums without overlaps', () => {
    expect(variance('mean')).toBeLessThan(0.9);
    expect(variance('collage')).toBeGreaterThan(0.95);
    expect(beyond('mean')).toBeLessThan(record.chain.truth[2] / 2);
    expect(beyond('collage')).toBeGreaterThan(beyond('mean'));
    expect(beyond('collage')).toBeLessThan(beyond('exact'));
    expect(chainOf(record, 'mean').asymmetry).toBeGreaterThan(0.01);
    expect(chainOf(record, 'collage').asymmetry).toBe(0);
    const error = (rule: Parameters<typeof chainOf>[1]) => chainOf(record, rule).error;
    expect(error('exact')).toBeLessThan(error('collage'));
    expect(error('collage')).toBeLessThan(error('tapered'));
    expect(error('tapered')).toBeLessThan(error('mean'));
  });

  it('is pale by the mean, and seamed where windows are left alone, set by set', () => {
    const ink = (of: Parameters<typeof stripSpread>[1]) => stripSpread(record, of, 'ink').mean;
    expect(ink({ rule: 'mean', stride: 14 })).toBeLessThan(0.7 * ink('truth'));
    expect(ink({ rule: 'tapered', stride: 14 })).toBeGreaterThan(ink('truth'));
    for (const stride of [21, 14, 7]) {
      const sets = (rule: string) => record.rows.find((row) => row.rule === rule && row.stride === stride)!.sets;
      sets('apart').forEach((one, k) => expect(one.cuts).toBeGreaterThan(sets('tapered')[k].cuts));
    }
    for (const what of ['edges', 'cuts'] as const) {
      const { mean, deviation } = stripSpread(record, 'truth', what);
      expect(Math.abs(mean - 1)).toBeLessThan(deviation);
    }
    expect(stripSpread(record, { rule: 'mean', stride: 28 }, 'cuts').mean).toBeLessThan(0.1);
  });

  it('obeys best where windows touch, and alike whether they agree or not', () => {
    const asked = (rule: 'mean' | 'tapered' | 'apart', stride: number) =>
      regionSpread(record, { rule, stride }, 'asked').mean;
    expect(asked('mean', 28)).toBeGreaterThan(0.95);
    expect(asked('tapered', 14)).toBeGreaterThan(asked('mean', 14));
    expect(Math.abs(asked('tapered', 14) - asked('apart', 14))).toBeLessThan(0.05);
  });

  it('restores best where the digits are known; overlaps help at a quarter of the resolution', () => {
    const error = (
      task: 'quarter' | 'half',
      way: 'known' | 'tiles' | 'mean-14' | 'tapered-14',
      what: 'seam' | 'elsewhere',
    ) => restoredSpread(record, task, way, what).mean;
    for (const task of ['quarter', 'half'] as const)
      for (const way of ['tiles', 'mean-14', 'tapered-14'] as const)
        expect(error(task, 'known', 'elsewhere')).toBeLessThan(error(task, way, 'elsewhere'));
    expect(error('quarter', 'mean-14', 'seam')).toBeLessThan(error('quarter', 'tiles', 'seam'));
    expect(error('half', 'mean-14', 'elsewhere')).toBeLessThan(error('half', 'tapered-14', 'elsewhere'));
    expect(error('half', 'tapered-14', 'seam')).toBeGreaterThan(error('half', 'tiles', 'seam'));
    const [by, off] = said('panorama', 'gain-quarter').split(' ± ').map(Number);
    expect(by).toBeGreaterThan(3 * off);
  });

  it('says every number', () => {
    for (const name of Object.keys(panorama.sentences)) expect(said('panorama', name)).toMatch(/^[\d.e−± %\u00a0-]+$/);
  });
});

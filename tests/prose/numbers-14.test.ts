import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { meanPull, takenForReal } from '../../components/figure/GanLab/judge';
import { ganLab, gameOf, runSettings, watchOf, type GanLabSettings } from '../../components/figure/GanLab/state';
import { batch } from '../../src/core/batch';
import { ganAtBuild } from '../../src/engine/prerender-gan';
import table from '../../src/site/gan-rules.json';

const text = readFileSync('content/chapters/14-gans.mdx', 'utf8');

/** A game of the figure, played to its end as its first frame is. */
async function played(preset: GanLabSettings['preset'], change: Partial<GanLabSettings> = {}) {
  const s = { ...ganLab.defaults, preset, ...change };
  const built = await ganAtBuild(runSettings(s), watchOf(s));
  if (!built.field) throw new Error('no field (expected the one that was watched)');
  const field = { ...built.field, values: Float64Array.from(built.field.values) };
  return {
    ...built,
    pull: meanPull(Float64Array.from(built.pull)),
    taken: takenForReal(field, batch(Float64Array.from(built.samples), 2), gameOf(s).rules.loss, built.losses),
    /** Modes at each look from `from` on, up to `to`. */
    modesAt: (from: number, to = Infinity) => built.history.filter(({ step }) => step >= from && step <= to).map(({ modesCovered }) => modesCovered),
  };
}

/** Numbers that stand in the text of chapter 14. Where one fails, the sentence is to be rewritten with it. */
describe('numbers in the text of chapter 14', () => {
  it('collapse on the ring, and its mend', async () => {
    const lost = await played('ring-collapse');
    expect(Math.max(...lost.modesAt(0, 75))).toBe(8);
    expect(Math.min(...lost.modesAt(800))).toBeGreaterThanOrEqual(3);
    expect(Math.max(...lost.modesAt(800))).toBeLessThanOrEqual(5);
    expect(lost.taken).toBeCloseTo(0.02, 2);
    const mended = await played('ring-mended');
    expect(Math.min(...mended.modesAt(1000))).toBe(8);
  }, 120_000);

  it('collapse on the grid, and its mend', async () => {
    expect((await played('grid-collapse')).modesCovered).toBe(14);
    const { modesAt } = await played('grid-mended');
    expect(Math.min(...modesAt(2000))).toBe(23);
    expect(Math.max(...modesAt(2000))).toBe(25);
  }, 120_000);

  it('oscillation, with losses near equilibrium, and its mend', async () => {
    const round = await played('oscillation');
    expect(Math.max(...round.modesAt(0))).toBe(3);
    const late = round.history.slice(10);
    for (const { discriminator } of late) expect(Math.abs(discriminator - 2 * Math.LN2)).toBeLessThan(0.35);
    expect(Math.min(...(await played('oscillation-mended')).modesAt(400))).toBe(8);
    expect(Math.max(...(await played('oscillation', { gradientPenalty: 0.5 })).modesAt(0))).toBe(3);
  }, 120_000);

  it('vanishing, and its mend', async () => {
    const weak = await played('vanishing');
    expect(weak.modesCovered).toBe(4);
    expect(weak.between).toBeCloseTo(2 / 3, 1);
    expect(weak.pull).toBeCloseTo(1.4, 0);
    const mended = await played('vanishing-mended');
    expect(mended.pull).toBeCloseTo(7, 0);
    expect(Math.min(...mended.modesAt(220))).toBe(8);
  }, 120_000);
});

const recorded = (name: string) => {
  const row = table.rows.find((candidate) => candidate.name === name);
  if (!row) throw new Error(`no such row of src/site/gan-rules.json: ${name}`);
  return row.runs;
};

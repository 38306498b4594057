import { writeFileSync } from 'node:fs';
import { it } from 'vitest';
import { batch } from '../../src/core/batch';
import { meanPull, takenForReal } from '../../components/figure/GanLab/judge';
import { ganLab, presetNames, runSettings, watchOf, gameOf } from '../../components/figure/GanLab/state';
import { ganAtBuild } from '../../src/engine/prerender-gan';

it('measure', async () => {
  const out: string[] = [];
  for (const preset of presetNames) for (const shown of ['raw', 'ema'] as const) {
    if (shown === 'ema' && !preset.startsWith('osc')) continue;
    const s = { ...ganLab.defaults, preset, shown };
    const b = await ganAtBuild(runSettings(s), watchOf(s));
    const field = { ...b.field!, values: Float64Array.from(b.field!.values) };
    out.push(`${preset} ${shown} modes ${b.modesCovered}/${b.modes} between ${b.between.toFixed(3)} ed ${b.energyDistance.toFixed(4)} pull ${meanPull(Float64Array.from(b.pull)).toPrecision(3)} taken ${takenForReal(field, batch(Float64Array.from(b.samples), 2), gameOf(s).rules.loss, b.losses).toFixed(3)} D ${b.losses.discriminator.toFixed(3)} G ${b.losses.generator.toFixed(3)} hist ${b.history.map((h) => h.modesCovered).join('')} ed ${b.history.filter((_, i) => i % 5 === 4).map((h) => h.energyDistance).join(' ')} dl ${b.history.slice(-10).map((h) => h.discriminator.toFixed(2)).join(' ')}`);
    writeFileSync('/tmp/gl/presets.txt', out.join('\n'));
  }
}, 600000);

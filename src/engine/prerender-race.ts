/**
 * Two runs side by side at build time, for first frames, by the very code that races them live. Imported by what `.astro` files call
 * only; nothing of it reaches the browser.
 */
import type { GanSampled, GanSampleSpec, GanSnapshot } from './gan';
import { ganWatchDefaults } from './gan';
import { parseGanSettings, type GanRunSettings } from './gan-settings';
import type { Snapshot } from './protocol';
import type { Sampled, SampleSpec } from './sampling';
import { parseRunSettings, type RunSettings } from './settings';
import { watchNothing } from './watch';
import { GanTraining } from './worker/gan/training';
import { Training } from './worker/training';

export interface RacedAtBuild {
  readonly onDiffusion: (snapshot: Snapshot) => void;
  readonly onGan: (snapshot: GanSnapshot) => void;
  /** Both are done: their networks may be asked. */
  readonly then: (ask: {
    sample(spec: SampleSpec): Promise<Sampled>;
    draw(spec: GanSampleSpec): Promise<GanSampled>;
  }) => Promise<void>;
}

/** Trains both on the kernel until their race is over. Throws where one fails. */
export async function raceAtBuild(
  diffusion: RunSettings,
  gan: GanRunSettings,
  { onDiffusion, onGan, then }: RacedAtBuild,
): Promise<void> {
  const failures: string[] = [];
  const seen = { samples: true, measures: true, interval: Infinity };
  const one = new Training(
    'diffusion',
    parseRunSettings({ ...diffusion, backend: 'simd' }),
    { ...watchNothing, ...seen },
    {
      without: [],
      report: (message) => {
        if (message.type === 'snapshot') onDiffusion(message.snapshot as Snapshot);
        if (message.type === 'failure') failures.push(message.sentence);
      },
    },
  );
  const other = new GanTraining(
    'gan',
    parseGanSettings({ ...gan, backend: 'simd' }),
    { ...ganWatchDefaults, ...seen },
    {
      without: [],
      report: (message) => {
        if (message.type === 'snapshot') onGan(message.snapshot as GanSnapshot);
        if (message.type === 'failure') failures.push(message.sentence);
      },
    },
  );
  try {
    for (const run of [one, other]) {
      await run.prepare();
      await run.play();
    }
    const rests = [0, 0];
    while (rests.some((rest) => rest < Infinity)) {
      for (const [i, run] of [one, other].entries()) if (rests[i] < Infinity) rests[i] = await run.slice();
    }
    if (failures.length > 0) throw new Error(`a figure's first frame could not be trained: ${failures.join(' ')}`);
    await then({ sample: one.sample, draw: other.sample });
  } finally {
    one.dispose();
    other.dispose();
  }
}

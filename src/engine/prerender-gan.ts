/**
 * A game played at build time, for first frames, by the very code that plays it live. Imported by `.astro` files only, and by others
 * for its types; nothing of it reaches the browser.
 */
import type { GanSnapshot, GanWatch } from './gan';
import { ganWatchDefaults } from './gan';
import { parseGanSettings, type GanRunSettings } from './gan-settings';
import { GanTraining } from './worker/gan/training';

/** The end of a game, as numbers that travel inside a page. */
export interface BuiltGan extends Pick<
  GanSnapshot,
  | 'step'
  | 'parameters'
  | 'flopsPerStep'
  | 'losses'
  | 'energyDistance'
  | 'modesCovered'
  | 'modes'
  | 'between'
  | 'precision'
  | 'recall'
> {
  readonly spent: { readonly examples: number; readonly flops: number };
  readonly samples: readonly number[];
  readonly pull: readonly number[];
  readonly counts: readonly number[];
  readonly field: { readonly size: number; readonly extent: number; readonly values: readonly number[] } | null;
  readonly history: readonly {
    readonly step: number;
    readonly discriminator: number;
    readonly generator: number;
    readonly modesCovered: number;
    readonly energyDistance: number;
  }[];
}

const games = new Map<string, Promise<BuiltGan>>();
/** Looks along the way. */
const looks = 40;

/** Plays `settings` for `stopAfter` steps on the kernel, once a build however many pages ask. */
export function ganAtBuild(settings: GanRunSettings, watch: Partial<GanWatch>): Promise<BuiltGan> {
  const key = JSON.stringify([settings, watch]);
  const game =
    games.get(key) ??
    play(parseGanSettings({ ...settings, backend: 'simd', race: null }), {
      ...ganWatchDefaults,
      interval: 0,
      ...watch,
    });
  games.set(key, game);
  return game;
}

async function play(settings: GanRunSettings, watch: GanWatch): Promise<BuiltGan> {
  let last: GanSnapshot | null = null;
  const failures: string[] = [];
  const along: GanWatch = { ...watch, pull: false, field: null, measures: false };
  const game = new GanTraining('built', settings, along, {
    without: [],
    report: (message) => {
      if (message.type === 'snapshot') last = message.snapshot as GanSnapshot;
      if (message.type === 'failure') failures.push(message.sentence);
    },
  });
  const shown = (): GanSnapshot => {
    if (!last || failures.length > 0)
      throw new Error(`a figure's first frame could not be played: ${failures.join(' ') || 'no snapshot'}`);
    return last;
  };
  try {
    await game.prepare();
    const chunk = Math.max(1, Math.ceil(settings.stopAfter / looks));
    const history: BuiltGan['history'][number][] = [];
    while (shown().step < settings.stopAfter) {
      await game.stepOnce(Math.min(chunk, settings.stopAfter - shown().step));
      const { step, losses, modesCovered, energyDistance } = shown();
      history.push({
        step,
        discriminator: rounded(losses.discriminator),
        generator: rounded(losses.generator),
        modesCovered,
        energyDistance: rounded(energyDistance),
      });
    }
    await game.look(watch);
    const {
      step,
      parameters,
      flopsPerStep,
      losses,
      energyDistance,
      modesCovered,
      modes,
      between,
      precision,
      recall,
      spent,
      samples,
      pull,
      counts,
      field,
    } = shown();
    return {
      step,
      parameters,
      flopsPerStep,
      losses,
      energyDistance,
      modesCovered,
      modes,
      between,
      precision,
      recall,
      history,
      spent: { examples: spent.examples, flops: spent.flops },
      samples: Array.from(samples, rounded),
      pull: Array.from(pull, rounded),
      counts: Array.from(counts),
      field: field && { ...field, values: Array.from(field.values, rounded) },
    };
  } finally {
    game.dispose();
  }
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

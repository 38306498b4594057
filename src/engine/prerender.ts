/**
 * Training at build time, for first frames: a figure that trains shows what its own code learned when the page was
 * built, so that it teaches before it is touched and with scripts off. Imported by `.astro` files only; nothing of it
 * reaches the browser.
 */
import type { Snapshot } from './protocol';
import { parseRunSettings, type RunSettings } from './settings';
import type { Field, FieldRequest, Watch } from './watch';
import { Training } from './worker/training';

/** The end of a run, as numbers that travel inside a page. */
export interface BuiltRun {
  readonly step: number;
  readonly parameters: number;
  readonly samples: readonly number[];
  readonly energyDistance: number;
  readonly modesCovered: number;
  readonly modes: number;
  readonly between: number;
  readonly lossByLevel: readonly number[];
  readonly history: readonly { readonly step: number; readonly loss: number }[];
  readonly field: BuiltField | null;
  readonly fields?: readonly BuiltField[];
}

export type BuiltField = FieldRequest & { readonly values: readonly number[] };
type BuiltWatch = Pick<Watch, 'field'> & Partial<Pick<Watch, 'fields'>>;

const runs = new Map<string, Promise<BuiltRun>>();
/** Points of the loss curve. */
const points = 60;

/** Trains `settings` for `stopAfter` steps on the kernel, once a build however many pages ask. */
export function trainedAtBuild(settings: RunSettings, watch: BuiltWatch): Promise<BuiltRun> {
  const key = JSON.stringify([settings, watch]);
  const run = runs.get(key) ?? train(parseRunSettings({ ...settings, backend: 'simd' }), watch);
  runs.set(key, run);
  return run;
}

async function train(settings: RunSettings, { field, fields = [] }: BuiltWatch): Promise<BuiltRun> {
  let last: Snapshot | null = null;
  const failures: string[] = [];
  const training = new Training(
    'built',
    settings,
    { samples: false, path: false, field: null, fields: [], measures: false, interval: 0 },
    {
      without: [],
      report: (message) => {
        if (message.type === 'snapshot') last = message.snapshot as Snapshot;
        if (message.type === 'failure') failures.push(message.sentence);
      },
    },
  );
  const shown = (): Snapshot => {
    if (!last || failures.length > 0)
      throw new Error(`a figure's first frame could not be trained: ${failures.join(' ') || 'no snapshot'}`);
    return last;
  };
  try {
    await training.prepare();
    const chunk = Math.max(1, Math.ceil(settings.stopAfter / points));
    const history: { step: number; loss: number }[] = [];
    while (shown().step < settings.stopAfter) {
      await training.stepOnce(Math.min(chunk, settings.stopAfter - shown().step));
      history.push({ step: shown().step, loss: rounded(shown().loss) });
    }
    await training.look({ samples: true, field, fields });
    const {
      step,
      parameters,
      samples,
      energyDistance,
      modesCovered,
      modes,
      between,
      lossByLevel,
      field: guess,
      fields: guesses,
    } = shown();
    return {
      step,
      parameters,
      energyDistance,
      modesCovered,
      modes,
      between,
      history,
      samples: Array.from(samples, rounded),
      lossByLevel: Array.from(lossByLevel, rounded),
      field: guess && plain(guess),
      ...(guesses.length > 0 && { fields: guesses.map(plain) }),
    };
  } finally {
    training.dispose();
  }
}

function plain(field: Field): BuiltField {
  return { ...field, values: Array.from(field.values, rounded) };
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/** What the gan-lab figure is set to, and what follows from it. No DOM here. */
import { batch, type Batch } from '../../../src/core/batch';
import { drawn, DRAWN_POINTS, letters, makeTarget, targetKinds } from '../../../src/core/data/index';
import type { TargetSpec } from '../../../src/core/data/target';
import { rulesAmong } from '../../../src/core/gan/defaults';
import { ganPresets, type GanPresetName } from '../../../src/core/gan/presets';
import { ganLosses, type GanNetworks, type GanRules } from '../../../src/core/gan/settings';
import { random } from '../../../src/core/random';
import type { PlaneGanWatch } from '../../../src/engine/kinds/plane-gan/types';
import { type PlaneGanSettings, planeGanDefaults } from '../../../src/engine/kinds/plane-gan/settings';
import {
  boolean,
  choice,
  list,
  number,
  optional,
  schema,
  seed,
  text,
  type Schema,
  type SettingsOf,
} from '../../../src/core/schema';

/** Half the side of the plane that is shown, in data units. */
export const extent = 3.2;
/** Points shown of the data, and of the generator. */
export const shownPoints = 500;
/** Side of the grid on which the discriminator is asked. */
export const fieldSize = 44;
/** Largest penalty weight that the sliders offer. */
export const most = { gradientPenalty: 20, r1: 20, r2: 20, instanceNoise: 1 } as const;

export const presetNames = Object.keys(ganPresets) as readonly GanPresetName[];
const first = ganPresets['ring-mended'];
const width = optional(number(64, { min: 8, max: 256, integer: true }));
const depth = optional(number(2, { min: 1, max: 4, integer: true }));
const rate = optional(number(1e-3, { min: 1e-6, max: 1 }));

/**
 * A preset, and what the reader changed in it: `null` is as the preset has it. So a link says no more than what is special about
 * a figure, and a link in the prose that names a preset means the preset itself.
 */
const fields = schema({
  preset: choice(presetNames as readonly [GanPresetName], 'ring-mended'),
  target: optional(choice(targetKinds, 'eight-gaussians')),
  letter: text('G', 1),
  /** The reader's own shape: x, y pairs in panel units. */
  points: list([], { min: -extent, max: extent, multiple: 2, longest: 1200, decimals: 2 }),
  loss: optional(choice(ganLosses, 'non-saturating')),
  relativistic: optional(boolean(false)),
  gradientPenalty: optional(number(0, { min: 0, max: 1000 })),
  r1: optional(number(0, { min: 0, max: 1000 })),
  r2: optional(number(0, { min: 0, max: 1000 })),
  spectralNorm: optional(boolean(false)),
  instanceNoise: optional(number(0, { min: 0, max: 5 })),
  discriminatorSteps: optional(number(1, { min: 1, max: 10, integer: true })),
  generatorRate: rate,
  discriminatorRate: rate,
  beta1: optional(number(0.5, { min: 0, max: 0.99 })),
  batchSize: optional(number(256, { min: 8, max: 1024, integer: true })),
  emaDecay: optional(number(0.99, { min: 0, max: 0.9999 })),
  latent: optional(number(2, { min: 1, max: 64, integer: true })),
  generatorWidth: width,
  generatorDepth: depth,
  discriminatorWidth: width,
  discriminatorDepth: depth,
  /** Steps of the generator after which it rests. */
  steps: optional(number(first.steps, { min: 10, max: 100_000, integer: true })),
  /** Whose points are shown: of the averaged weights or of those of this moment. */
  shown: choice(['ema', 'raw'], 'raw'),
  /** Generator steps a second; 0 as fast as it goes. */
  speed: number(0, { min: 0, max: 10_000 }),
  seed: seed(7),
});

export type GanLabSettings = SettingsOf<typeof fields>;

/** The settings that may differ from the preset's, cleared. */
export const asPreset: Partial<GanLabSettings> = Object.fromEntries(
  Object.entries(fields.defaults).filter(([, value]) => value === null),
);

/** As `schema` made it, but that a preset that comes from outside clears what was changed in the one before. */
export const ganLab: Schema<GanLabSettings> = {
  ...fields,
  parse(value, base = fields.defaults) {
    const names = typeof value === 'object' && value !== null && Object.hasOwn(value, 'preset');
    return fields.parse(value, names ? { ...base, ...asPreset } : base);
  },
};

/** How the game is played now: the preset's rules with the reader's changes. */
export interface Game {
  readonly rules: GanRules;
  readonly networks: GanNetworks;
  readonly steps: number;
}

export function gameOf(s: GanLabSettings): Game {
  const preset = ganPresets[s.preset];
  const { rules, networks } = preset;
  return {
    rules: rulesAmong(s, rules),
    networks: {
      latent: s.latent ?? networks.latent,
      generator: {
        width: rounded(s.generatorWidth ?? networks.generator.width),
        depth: s.generatorDepth ?? networks.generator.depth,
      },
      discriminator: {
        width: rounded(s.discriminatorWidth ?? networks.discriminator.width),
        depth: s.discriminatorDepth ?? networks.discriminator.depth,
      },
    },
    steps: s.steps ?? preset.steps,
  };
}

/** Width as the networks want it. */
function rounded(value: number): number {
  return Math.min(256, Math.max(8, 8 * Math.round(value / 8)));
}

/** What the menu of targets shows. */
export function targetKind(s: GanLabSettings): TargetSpec['kind'] {
  return s.target ?? ganPresets[s.preset].target.kind;
}

/**
 * The target to learn, with a sentence where it is not what was asked for. A drawing that is still too small leaves the
 * game with `last`, what is played for now.
 */
export function targetOf(
  s: GanLabSettings,
  last: TargetSpec = ganPresets[s.preset].target,
): { readonly spec: TargetSpec; readonly wanting: string | null } {
  const kind = targetKind(s);
  if (kind === 'letter') {
    const letter = s.letter.toUpperCase();
    return letters.includes(letter)
      ? { spec: { kind, letter }, wanting: null }
      : {
          spec: { kind, letter: 'G' },
          wanting: `"${s.letter}" is not a letter this book can draw (expected A to Z or 0 to 9); G is used.`,
        };
  }
  if (kind === 'drawn') {
    try {
      drawn(s.points);
      return { spec: { kind, points: s.points }, wanting: null };
    } catch {
      const have = s.points.length / 2;
      const what =
        have === 0
          ? 'Nothing is drawn yet'
          : have < DRAWN_POINTS.min
            ? 'One point is drawn'
            : 'All points are in one place';
      return {
        spec: last,
        wanting: `${what}: draw at least two points apart. Until then the game goes on with the points it has.`,
      };
    }
  }
  return { spec: { kind }, wanting: null };
}

export function runSettings(s: GanLabSettings, last?: TargetSpec): PlaneGanSettings {
  const { rules, networks, steps } = gameOf(s);
  return {
    ...planeGanDefaults,
    ...rules,
    networks,
    target: targetOf(s, last).spec,
    seed: s.seed,
    sampleSeed: s.seed,
    sampleCount: shownPoints,
    stopAfter: steps,
    speed: s.speed,
  };
}

/** What the figure asks to see: the plane as cells whose centres the discriminator is asked about. */
export function watchOf(s: Pick<GanLabSettings, 'shown'>): PlaneGanWatch {
  return {
    samples: true,
    which: s.shown,
    pull: true,
    measures: false,
    interval: 80,
    field: { size: fieldSize, extent: extent * (1 - 1 / fieldSize) },
  };
}

/** A change of these begins a new game; of the others, goes on with the present one. */
export function beginsAnew(a: GanLabSettings, b: GanLabSettings): boolean {
  return (
    a.preset !== b.preset ||
    a.seed !== b.seed ||
    JSON.stringify(gameOf(a).networks) !== JSON.stringify(gameOf(b).networks)
  );
}

/** Real points, in the frame in which the generator learns them: a drawing is centred and scaled. */
export function realPoints(spec: TargetSpec, from: number): Batch {
  return makeTarget(spec).sample(shownPoints, random(from).split('shown'));
}

/** Puts points of the game over the reader's own drawing. */
export function toDrawing(spec: TargetSpec, points: Float64Array): Batch {
  if (spec.kind !== 'drawn') return batch(points, 2);
  const { x, y, scale } = drawn(spec.points).frame;
  return batch(
    points.map((value, i) => value / scale + (i % 2 === 0 ? x : y)),
    2,
  );
}

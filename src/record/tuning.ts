/** The search of chapters 14 and 16: as many settings of each entrant, drawn from spaces of one size, by one criterion. */
import { entrantNames, entrants, flopsOf, type Entrant } from '../core/claims/entrants';
import { finalists, ranked, space, type Score } from '../core/claims/protocol';
import { ganParameters } from '../core/gan/networks';
import { parameterCount } from '../core/network';
import { experiment } from './record';
import { boolean, fields, list, name, number, object, text, type Shaped } from './shape';
import { fixed, significant, whole } from './words';

const settings = list(
  fields({
    /** What it changes in what every search begins from. */
    change: object,
    trials: list(
      fields({
        shape: name('ring', 'spiral'),
        seed: number,
        /** Operations, in units of 10^9, when the goal was first held; the budget where it was not. */
        gflops: number,
        held: boolean,
        /** Energy distance at the last look. */
        distance: number,
      }),
    ),
  }),
);

const shape = fields({
  command: text,
  machine: text,
  /** Floating-point operations that every training may spend, and over which its rates fall. */
  budget: number,
  goal: number,
  seeds: list(number),
  /** Points that are measured at each look. */
  samples: number,
  diffusion: settings,
  gan: settings,
  r3gan: settings,
});

export type Tuning = Shaped<typeof shape>;

const firstOnly = <T extends { readonly seed: number }>(trials: readonly T[], { seeds }: Tuning): readonly T[] =>
  trials.filter(({ seed }) => seed === seeds[0]);

/** All settings of an entrant by the first seed, from the best on. */
export const rankedOf = (table: Tuning, who: Entrant) =>
  ranked(table[who].map((one) => ({ ...one, trials: firstOnly(one.trials, table) })));
/** Those that trained from every seed, by all of them: the first has won. */
export const finalistsOf = (table: Tuning, who: Entrant) =>
  ranked(table[who].filter(({ trials }) => trials.length > firstOnly(trials, table).length));
export const bestOf = (table: Tuning, who: Entrant): Score => finalistsOf(table, who)[0].score;

const gflops = ({ gflops: cost }: Score): string => (cost === null ? 'more than the budget' : significant(cost, 2));
const reached = (table: Tuning, who: Entrant): number =>
  rankedOf(table, who).filter(({ score }) => score.cutOff === 0).length;

/** Of one step of an entrant, in millions. */
const mflop = (who: Entrant): string => significant(flopsOf(entrants[who]) / 1e6, 2);
const rate = (who: Entrant): string => {
  const settings = entrants[who];
  return String('networks' in settings ? settings.generatorRate : settings.learningRate);
};
const players = ganParameters(entrants.gan.networks);
const predicts = { epsilon: 'ε', x0: 'x₀', v: 'v' } as const;
const weights = {
  uniform: 'all levels alike',
  epsilon: 'as for ε',
  x0: 'as for x₀',
  'min-snr': 'min-SNR weights',
} as const;
/** What an entrant's winner has of what its kind alone could draw. */
const own = {
  diffusion: ({ network, weighting } = entrants.diffusion) =>
    `predicts ${predicts[network.prediction]}, ${weights[weighting]}`,
  gan: ({ loss, r1, gradientPenalty } = entrants.gan) =>
    `${loss}, ${r1 > 0 ? `R1 ${r1}` : gradientPenalty > 0 ? `gradient penalty ${gradientPenalty}` : 'no penalty'}`,
  r3gan: ({ r1, r2, beta1 } = entrants.r3gan) => `R1 ${r1}, R2 ${r2}, β₁ ${beta1}`,
} as const;

const each = <T>(make: (who: Entrant) => T) =>
  Object.fromEntries(entrantNames.map((who) => [who, make(who)])) as Readonly<Record<Entrant, T>>;
const best = each((who) => (table: Tuning) => gflops(bestOf(table, who)));
const middle = each((who) => (table: Tuning) => gflops(rankedOf(table, who)[(table[who].length - 1) >> 1].score));
/** What the ordinary GAN's settings draw of their own. */
interface OfGan {
  readonly loss?: string;
  readonly r1?: number;
  readonly gradientPenalty?: number;
}
/** The ordinary GAN's settings of a sort, and those of them that got there on both shapes. */
const sorted = (table: Tuning, sort: (change: OfGan) => boolean) => {
  const of = rankedOf(table, 'gan').filter(({ setting }) => sort(setting.change));
  return { all: String(of.length), there: String(of.filter(({ score }) => score.cutOff === 0).length) };
};
const hasR1 = ({ r1 = 0 }: OfGan) => r1 > 0;
const oldWithR1 = (change: OfGan) => hasR1(change) && change.loss === 'non-saturating';
const there = each((who) => (table: Tuning) => String(reached(table, who)));

export const tuning = experiment({
  name: 'tuning',
  says: 'the search for the settings of chapters 14 and 16',
  takes: 'a quarter of an hour',
  shape,
  sentences: {
    settings: ({ gan }: Tuning) => String(gan.length),
    seeds: ({ seeds }: Tuning) => String(seeds.length),
    budget: ({ budget }: Tuning) => significant(budget / 1e9, 2),
    goal: ({ goal }: Tuning) => String(goal),
    'least-rate': () => String(space.rate[0]),
    'most-rate': () => fixed(space.rate[1], 2),
    finalists: () => String(finalists),
    'diffusion-parameters': () => whole(parameterCount(entrants.diffusion.network, 2)),
    'gan-parameters': () => whole(players.generator + players.discriminator),
    'gan-width': () => String(entrants.gan.networks.generator.width),
    'diffusion-mflop': () => mflop('diffusion'),
    'gan-mflop': () => mflop('gan'),
    'r3gan-mflop': () => mflop('r3gan'),
    'r1-settings': (table: Tuning) => sorted(table, oldWithR1).all,
    'r1-there': (table: Tuning) => sorted(table, oldWithR1).there,
    'other-settings': (table: Tuning) => sorted(table, (c) => !oldWithR1(c)).all,
    'other-there': (table: Tuning) => sorted(table, (c) => !oldWithR1(c)).there,
    'penalty-settings': (table: Tuning) => sorted(table, ({ gradientPenalty = 0 }) => gradientPenalty > 0).all,
    'r1-drawn': (table: Tuning) => sorted(table, hasR1).all,
    'diffusion-own': () => own.diffusion(),
    'gan-own': () => own.gan(),
    'r3gan-own': () => own.r3gan(),
    'diffusion-rate': () => rate('diffusion'),
    'gan-rate': () => rate('gan'),
    'r3gan-rate': () => rate('r3gan'),
    'diffusion-best': best.diffusion,
    'gan-best': best.gan,
    'r3gan-best': best.r3gan,
    'diffusion-middle': middle.diffusion,
    'gan-middle': middle.gan,
    'r3gan-middle': middle.r3gan,
    'diffusion-there': there.diffusion,
    'gan-there': there.gan,
    'r3gan-there': there.r3gan,
  },
});

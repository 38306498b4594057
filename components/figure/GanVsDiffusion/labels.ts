/** Words of the comparison, all made from its state. */
import type { ChoiceOption } from '../../control/index';
import type { RaceUnit, Spent } from '../../../src/engine/race';
import { energyDistanceText, fixed, grouped, percent, significant } from '../../../src/picture/numbers';
import { targetInText } from '../kit/plane-target';
import { budgetOf, samplingSteps, sizesOf, type DuelSettings } from './settings';
import {
  chanceOfSeparation,
  contestants,
  endOf,
  evaluationsToMatch,
  finished,
  verdictOf,
  type Contestant,
  type Course,
  type MeasureName,
  type ProbedSampler,
  type Spread,
  type Trial,
  type Verdict,
} from './trial';
import type { Results } from './useGanVsDiffusion';

export const names: Readonly<Record<Contestant, string>> = { diffusion: 'Diffusion', gan: 'GAN' };
export const inText: Readonly<Record<Contestant, string>> = { diffusion: 'the diffusion model', gan: 'the GAN' };
/** Colour, and a dash, so that colour is never the only sign. */
export const signs = {
  diffusion: { tone: 'model', dash: undefined },
  gan: { tone: 'generator', dash: '6 3' },
} as const;
export const samplerNames: Readonly<Record<ProbedSampler, string>> = { ddim: 'DDIM', dpmpp2m: 'DPM-Solver++ (2M)' };

export const unitOptions: readonly ChoiceOption<RaceUnit>[] = [
  { value: 'flops', label: 'operations' },
  { value: 'examples', label: 'examples' },
  { value: 'time', label: 'time' },
];
export const ruleOptions: readonly ChoiceOption<DuelSettings['rules']>[] = [
  { value: 'gan', label: 'ordinary' },
  { value: 'r3gan', label: 'R3GAN’s loss' },
];
export const matchOptions: readonly ChoiceOption<DuelSettings['match']>[] = [
  { value: 'together', label: 'both networks of the GAN' },
  { value: 'generator', label: 'the generator alone' },
];

/** One unit of the axis of the charts, and its name. */
export const axisUnit: Readonly<Record<RaceUnit, { readonly size: number; readonly label: string }>> = {
  flops: { size: 1e9, label: 'GFLOP of training' },
  examples: { size: 1000, label: 'thousand examples seen' },
  time: { size: 1000, label: 'seconds of training' },
};

export function budgetText(s: DuelSettings): string {
  const budget = budgetOf(s);
  return s.by === 'flops'
    ? `${significant(budget / 1e9, 3)} GFLOP`
    : s.by === 'examples'
      ? `${grouped(budget)} examples`
      : `${significant(budget / 1000, 2)} s of training`;
}

export const measureNames: Readonly<Record<MeasureName, string>> = {
  energyDistance: 'Energy distance',
  modesCovered: 'Modes covered',
  precision: 'Precision',
  recall: 'Recall',
};

export function valueText(what: MeasureName, value: number): string {
  return what === 'energyDistance'
    ? fixed(value, 4)
    : what === 'modesCovered'
      ? String(Math.round(10 * value) / 10)
      : percent(value);
}

/** `0.0037 (0.0033 to 0.0171)`; one number where there is one. */
export function spreadText(what: MeasureName, spread: Spread | null): string {
  if (!spread) return '';
  const { median, low, high, n } = spread;
  return n === 1 || low === high
    ? valueText(what, median)
    : `${valueText(what, median)} (${valueText(what, low)} to ${valueText(what, high)})`;
}

export const verdictText: Readonly<Record<Verdict, string>> = {
  diffusion: 'diffusion',
  gan: 'the GAN',
  alike: 'both alike',
  overlap: 'no verdict: ranges overlap',
  few: 'no verdict: fewer than three seeds',
  none: '',
};

export function courseTitle(who: Contestant, course: Course | null): string {
  const step = course?.marks.at(-1)?.step;
  return step === undefined ? names[who] : `${names[who]}, step ${grouped(step)}`;
}

export function courseReadout(course: Course | null): string {
  const mark = course?.marks.at(-1);
  if (!course || course.samples.length === 0) return 'not trained yet';
  if (course.diverged) return 'its numbers were lost: the last good weights';
  if (!mark) return 'not measured yet';
  return `${energyDistanceText(mark.energyDistance)}${mark.modesCovered >= 0 ? `, ${mark.modesCovered} modes` : ''}, precision ${percent(mark.precision)}, recall ${percent(mark.recall)}`;
}

/** Who is how big, and what a step of each costs. */
export function sizesText(s: DuelSettings): string {
  const { width, diffusion, diffusionStep, diffusionBatch, ganWidth, generator, discriminator, ganStep, ganBatch } =
    sizesOf(s);
  const batches =
    diffusionBatch === ganBatch
      ? `${diffusionBatch} examples a step for each.`
      : `${diffusionBatch} examples a step for diffusion, ${ganBatch} for the GAN.`;
  const of =
    s.match === 'together'
      ? `${grouped(generator + discriminator)} in both networks`
      : `${grouped(generator)} in the generator, and ${grouped(discriminator)} more in the discriminator`;
  return `Diffusion: three layers of ${width}, ${grouped(diffusion)} parameters, ${significant(diffusionStep / 1e6, 3)} MFLOP a step. GAN: three layers of ${ganWidth} in each network, ${of}, ${significant(ganStep / 1e6, 3)} MFLOP a step of both players. ${batches} All rates fall to the end of the budget.`;
}

export function spentText(spent: Spent, by: RaceUnit): string {
  return by === 'flops'
    ? `${significant(spent.flops / 1e9, 3)} GFLOP`
    : by === 'examples'
      ? grouped(spent.examples)
      : `${significant(spent.milliseconds / 1000, 2)} s`;
}

/** What the trials say of who covers the shape better, and how sure that is. */
export function verdictSentence({ trials, settings }: Pick<Results, 'trials' | 'settings'>): string {
  const all = finished(trials);
  if (all.length === 0) return '';
  const [d, g] = contestants.map((who) => spreadText('energyDistance', endOf(trials, who, 'energyDistance')));
  const lost = contestants.filter((who) => all.length < trials.length && trials.some((trial) => trial[who].diverged));
  const over = `At ${budgetText(settings)} each, over ${all.length} ${all.length === 1 ? 'seed' : 'seeds'}, the energy distance to the data is ${d} for diffusion and ${g} for the GAN.`;
  const left =
    lost.length > 0
      ? ` Where the numbers of ${lost.map((who) => inText[who]).join(' and ')} were lost, the seed is left out.`
      : '';
  return `${over} ${said(verdictOf(trials, 'energyDistance'), all.length)}${others(trials)}${left}`;
}

function said(verdict: Verdict, n: number): string {
  switch (verdict) {
    case 'few':
      return 'Fewer than three seeds tell nothing of the next one.';
    case 'overlap':
      return 'The ranges overlap: these seeds do not tell which covers the shape better.';
    case 'alike':
      return 'Both came out alike.';
    case 'none':
      return '';
    default:
      return `Every seed of ${inText[verdict]} covers the shape better than every seed of the other; were both equally good, that would happen by chance once in ${Math.round(1 / chanceOfSeparation(n))} times.`;
  }
}

/** Where the shares disagree with the distance, that is said too. */
function others(trials: readonly Trial[]): string {
  const parts = (['precision', 'recall'] as const).flatMap((what) => {
    const verdict = verdictOf(trials, what);
    return verdict === 'diffusion' || verdict === 'gan'
      ? [`${inText[verdict]} has the higher ${what} in every seed`]
      : [];
  });
  if (parts.length === 0) return '';
  const text = parts.join('; ');
  return ` ${text[0].toUpperCase()}${text.slice(1)}.`;
}

/** How many evaluations the diffusion model needs to be as close as the GAN's single step. */
export function matchText(trials: readonly Trial[]): string {
  if (finished(trials).length === 0) return 'asked once both are trained';
  const match = evaluationsToMatch(trials);
  return match
    ? `as close as the GAN’s one pass from ${match.evaluations} ${match.evaluations === 1 ? 'evaluation' : 'evaluations'} on, with ${samplerNames[match.sampler]}`
    : 'the GAN’s one pass is closer than any number of evaluations measured here';
}

export function speedOf(trials: readonly Trial[], who: Contestant): number {
  const speeds = trials.flatMap(({ speeds }) => (speeds ? [speeds[who]] : []));
  return speeds.length > 0 ? speeds.sort((a, b) => a - b)[(speeds.length - 1) >> 1] : NaN;
}

export function summary(s: DuelSettings, results: Results, playing: number | null): string {
  const what = `A diffusion model and a GAN learn ${targetInText(s.target)}, each for ${budgetText(s)}${results.built ? ', when the page was built' : ''}.`;
  const now = playing === null ? '' : ` Seed ${playing} is being trained.`;
  const verdict = verdictSentence(results);
  const [quick, slow] = [speedOf(results.trials, 'gan'), speedOf(results.trials, 'diffusion')];
  const speed = Number.isFinite(quick)
    ? ` Sampling, the GAN makes ${grouped(Number(quick.toPrecision(2)))} points a second here and the diffusion model, with ${samplingSteps} steps, ${grouped(Number(slow.toPrecision(2)))}.`
    : '';
  return `${what}${now} ${verdict || 'Nothing is measured to the end yet.'}${speed}`;
}

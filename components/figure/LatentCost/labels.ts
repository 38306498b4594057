/** Words of the figure of pixels against codes, all made from its state. */
import { duration, fixed, percent, significant } from '../../../src/picture/numbers';
import type { LatentPhase } from '../../../src/engine/kinds/latent/settings';
import type { Both, Codes, Trained } from './runs';
import { bar, budgets, pictureCost, reckoned, type LatentCostSettings } from './state';

export const phaseNames: Readonly<Record<LatentPhase, string>> = {
  autoencoder: 'autoencoder',
  codes: 'codes',
  tuning: 'tuning',
  diffusion: 'diffusion',
};

export const budgetName = (budget: number): string => `${significant(budget)} × 10¹²`;
/** The budgets on offer, and the one that a link has brought. */
export const budgetOptions = (now: number) =>
  [...new Set<number>([...budgets, now])]
    .sort((a, b) => a - b)
    .map((value) => ({ value: String(value), label: budgetName(value) }));

/** Operations in words: 0.74 × 10¹², 31 million. */
export function flopsText(flops: number): string {
  if (flops >= 1e10) return `${significant(flops / 1e12)} × 10¹²`;
  return `${significant(flops / 1e6)} million`;
}

/** What a press costs, said before it. */
export const estimateText = ({ budget }: LatentCostSettings): string =>
  `Two trainings of ${budgetName(budget)} operations each: about ${duration((2 * budget * 1e12) / reckoned)} at ${fixed(reckoned / 1e9, 0)} × 10⁹ a second, and the looks at both on top.`;

export function trainedText({ flops, milliseconds, looks }: Trained): string {
  if (flops === 0) return 'nothing learned yet';
  const cost = `${flopsText(flops)} operations, ${duration(milliseconds / 1000)}`;
  const last = looks.at(-1);
  return last ? `${cost}; agreement ${percent(last.agreement)} of ${last.judged}` : cost;
}

export function codesText(codes: Codes): string {
  const { phase, by, flops } = codes;
  if (flops === 0 || phase === null) return trainedText(codes);
  const what = phase === 'diffusion' ? trainedText(codes) : `${phaseNames[phase]}: ${trainedText(codes)}`;
  return by === 'prior' ? `${what}; the normal alone, decoded` : what;
}

/** Operations at the first look that reached the bar; null where none has. */
export const reached = ({ looks }: Trained): number | null =>
  looks.find(({ agreement }) => agreement >= bar)?.flops ?? null;

export const timesText = (more: number, less: number): string => `${significant(more / less)} times as many`;

export interface CostRow {
  readonly name: string;
  readonly pixels: string;
  readonly codes: string;
  readonly ratio: string;
}

/** The table: what both cost, and how many times more the pixels. */
export function costRows({ settings, pixels, codes }: Both): readonly CostRow[] {
  const per = pictureCost(settings);
  const [a, b] = [reached(pixels), reached(codes)];
  const notYet = 'not yet';
  const timed = pixels.picture !== null && codes.picture !== null;
  return [
    {
      name: `operations until ${percent(bar)} agree`,
      pixels: a === null ? notYet : flopsText(a),
      codes: b === null ? notYet : flopsText(b),
      ratio: a !== null && b !== null ? significant(a / b) : '',
    },
    {
      name: 'operations a picture',
      pixels: flopsText(per.pixels),
      codes: flopsText(per.codes),
      ratio: significant(per.pixels / per.codes),
    },
    {
      name: 'time a picture here',
      pixels: pixels.picture === null ? notYet : `${significant(pixels.picture)} ms`,
      codes: codes.picture === null ? notYet : `${significant(codes.picture)} ms`,
      ratio: timed ? significant(pixels.picture / codes.picture) : '',
    },
  ];
}

export function summary(both: Both): string {
  const rows = costRows(both).map(({ name, pixels, codes }) => `${name}: pixels ${pixels}, codes ${codes}`);
  return `A diffusion model of pixels and one of codes of ${both.settings.latent} numbers, trained with the same operations, ${budgetName(both.settings.budget)} each. Pixels: ${trainedText(both.pixels)}. Codes: ${codesText(both.codes)}. ${rows.join('; ')}.`;
}

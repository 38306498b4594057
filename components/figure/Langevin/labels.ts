/** Words of the Langevin figure, all made from its state. */
import type { Convention } from '../../../src/core/notation';
import { energyDistanceText, percent } from '../../../src/picture/numbers';
import { levelText } from '../timeAxis';
import { modeNames, targets, walkers, type LangevinSettings } from './state';
import type { Shown } from './shown';
import { levelOf, type Method } from './walk';

export const methodNames: Readonly<Record<Method, string>> = {
  plain: 'Unadjusted Langevin',
  annealed: 'Annealed Langevin',
};
export const targetLabels: Readonly<Record<LangevinSettings['target'], string>> = {
  two: 'two modes, 0.2 and 0.8',
  three: 'three modes, 0.1, 0.3, 0.6',
};
export const startLabels: Readonly<Record<LangevinSettings['start'], string>> = {
  square: 'all over the square',
  mode: 'in mode A',
};

export function walkReadout(
  method: Method,
  settings: LangevinSettings,
  shown: Shown,
  convention: Convention = 'book',
): string {
  const { mark, crossed, sigma } = shown.of[method];
  const level =
    method === 'plain'
      ? ''
      : `${levelText(convention, sigma)}, level ${levelOf(shown.move, settings) + 1} of ${settings.levels}; `;
  return `${level}${crossed} of ${walkers} changed mode; ${energyDistanceText(mark.energyDistance)}`;
}

/** `A 20 %, B 80 %`. */
export function sharesText(shares: ArrayLike<number>): string {
  return Array.from(shares, (share, k) => `${modeNames[k]} ${percent(share)}`).join(', ');
}

export function summary(settings: LangevinSettings, shown: Shown | null): string {
  const weights = sharesText(targets[settings.target].components.weights);
  if (!shown) return `Walkers on a mixture whose modes weigh ${weights}. The walks are being computed.`;
  const told = (method: Method) => {
    const { shares, crossed, mark } = shown.of[method];
    return `${methodNames[method]}: ${sharesText(shares)}; ${crossed} of ${walkers} walkers are in another mode than at the start, ${energyDistanceText(mark.energyDistance)}`;
  };
  return `After ${shown.move} of ${settings.moves} moves; the modes weigh ${weights}. ${told('plain')}. ${told('annealed')}.`;
}

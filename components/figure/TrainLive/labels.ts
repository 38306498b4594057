/** Words of the train-live figure, all made from its state. */
import type { PlaneSnapshot } from '../../../src/engine/kinds/plane/types';
import type { Status } from '../../../src/engine/protocol';
import { energyDistanceText, grouped, percent, significant } from '../../../src/picture/numbers';
import { isBuilt } from '../run';
import { notYet } from '../kit/not-yet';
import { targetInText } from '../kit/plane-target';
import type { TrainLiveSettings } from './state';

export const predictionLabels: Readonly<Record<TrainLiveSettings['prediction'], string>> = {
  epsilon: 'ε',
  x0: 'x₀',
  v: 'v',
};
export const weightingLabels: Readonly<Record<TrainLiveSettings['weighting'], string>> = {
  uniform: 'uniform',
  epsilon: 'as the ε loss',
  x0: 'as the x₀ loss',
  'min-snr': 'min-SNR-5',
};
export const scheduleLabels: Readonly<Record<TrainLiveSettings['preset'], string>> = {
  linear: 'Linear',
  'scaled-linear': 'Scaled linear',
  cosine: 'Cosine',
  sigmoid: 'Sigmoid',
};

export function samplesTitle(seen: PlaneSnapshot | null): string {
  return seen ? `Learned, step ${grouped(seen.step)}` : 'Learned';
}

export function samplesReadout(seen: PlaneSnapshot | null, status: Status | 'static'): string {
  if (!seen) return notYet(status, 'not trained yet: press Train');
  const modes =
    seen.modes > 0 ? `, ${seen.modesCovered} of ${seen.modes} modes, ${percent(seen.between)} between them` : '';
  return energyDistanceText(seen.energyDistance) + modes + (isBuilt(seen) ? '; trained when the page was built' : '');
}

export function summary(s: TrainLiveSettings, seen: PlaneSnapshot | null, running: boolean): string {
  const what = `A network of ${s.depth} hidden layers of ${s.width} that predicts ${predictionLabels[s.prediction]} under the ${scheduleLabels[s.preset].toLowerCase()} schedule`;
  const shape = targetInText(s.target);
  if (!seen) return `${what}. It has not been trained on ${shape} yet.`;
  const quality = `its samples are at ${energyDistanceText(seen.energyDistance)} from the data`;
  const modes =
    seen.modes > 0
      ? `; they reach ${seen.modesCovered} of ${seen.modes} modes, and ${percent(seen.between)} lie between them`
      : '';
  return `${what}, ${running ? 'training' : isBuilt(seen) ? 'trained when the page was built' : 'trained'} on ${shape}. After ${seen.step} steps ${quality}${modes}.`;
}

/** What a frozen run was, in a few words. */
export function runLabel(s: TrainLiveSettings): string {
  return `${predictionLabels[s.prediction]}, ${scheduleLabels[s.preset].toLowerCase()}, ${s.depth}×${s.width}, rate ${significant(s.learningRate, 2)}, batch ${s.batchSize}`;
}

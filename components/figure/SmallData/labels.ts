/** Words of the figure of few digits, all made from its state. */
import { fixed, grouped, percent } from '../../../src/picture/numbers';
import {
  narrowCases,
  realOf,
  spreadOf,
  wholeCases,
  type Metric,
  type SmallCase,
  type SmallDataFile,
  type SmallSide,
} from '../../../src/record/small-data/reading';

export const metricNames: Readonly<Record<Metric, string>> = {
  frechet: 'Fréchet distance',
  agreement: 'agreement',
  diversity: 'diversity',
  nearest: 'distance to the nearest',
};
export const axisNames: Readonly<Record<Metric, string>> = {
  frechet: 'Fréchet distance, less is better',
  agreement: 'share taken for what was asked',
  diversity: 'diversity within a class, 1 for real digits',
  nearest: 'distance to the nearest digit learned from; copies have 0',
};
export const sideNames: Readonly<Record<SmallSide, string>> = { diffusion: 'diffusion', gan: 'GAN' };

export function valueText(value: number, metric: Metric): string {
  if (metric === 'agreement') return percent(value);
  return fixed(value, metric === 'diversity' || metric === 'nearest' ? 2 : 1);
}

export const caseName = ({ count, only }: Pick<SmallCase, 'count' | 'only'>): string =>
  only === null ? `${grouped(count)} digits` : `${grouped(count)} of class ${only} alone`;

export function pointText(of: SmallCase, side: SmallSide, metric: Metric): string {
  const { mean, least, most } = spreadOf(of[side], metric);
  return `${sideNames[side]}, ${caseName(of)}: ${metricNames[metric]} ${valueText(mean, metric)}, from ${valueText(least, metric)} to ${valueText(most, metric)}`;
}

export function summary(data: SmallDataFile, metric: Metric): string {
  const of = (one: SmallCase) => {
    const real = realOf(one, metric);
    return `${caseName(one)}: diffusion ${valueText(spreadOf(one.diffusion, metric).mean, metric)}, GAN ${valueText(spreadOf(one.gan, metric).mean, metric)}${real === null ? '' : `, real digits ${valueText(real, metric)}`}`;
  };
  return `${metricNames[metric]} of ${data.samples} samples, means over ${data.seeds.length} seeds. ${[...wholeCases(data), ...narrowCases(data)].map(of).join('; ')}.`;
}

import { samplerNames, samplers, type SamplerName } from '../../../src/core/sampler';
import { deterministicCases, type Case } from './cases';
import { chainCases } from './chain-cases';
import { odeConvergence, plainly, weakConvergence, type Convergence } from './convergence';
import { marginal, type Marginal } from './marginals';
import { noiseCases } from './noise-cases';
import { singleCases } from './single-cases';

/** Every run of a public implementation that a sampler here repeats. */
export const referenceCases: readonly Case[] = [...chainCases, ...deterministicCases, ...singleCases, ...noiseCases];

/** What the verification page says of one sampler. Everything but the registry's own words is measured. */
export interface VerificationRow {
  readonly name: SamplerName;
  readonly label: string;
  readonly citation: string;
  readonly source: string;
  readonly stochastic: boolean;
  readonly adaptive: boolean;
  readonly evaluationsPerStep: number;
  /** The order the registry states. */
  readonly statedOrder: number;
  /** Errors against steps and the last slope; null where no order can be had: see `gap`. */
  readonly convergence: Convergence | null;
  /** What the errors are of: end points of the ODE, or the variance on Gaussian data. */
  readonly convergenceOf: 'end points' | 'variance' | null;
  /** Options other than the defaults that the order was measured with. */
  readonly options: Readonly<Record<string, unknown>>;
  /** By public implementation: runs repeated and the largest difference, relative to the larger of the value and 1. */
  readonly references: readonly { readonly name: string; readonly runs: number; readonly largestError: number }[];
  /** With many steps of the exact denoiser. */
  readonly marginal: Marginal;
  /** What is not verified, in words; empty where nothing is. */
  readonly gap: string;
}

const gaps: { readonly [K in SamplerName]?: string } = {
  euler: 'references under the linear, square-root and EDM schedules only',
  annealedLangevin: 'no public run of the whole method; its moves are checked as the corrector of predictor–corrector',
  rk45: 'no public run; end points are compared with DOP853, and the order is that of the formula on given steps',
  adaptiveSde: 'no public run; its distribution is checked, and the order is that of the formula on given steps',
  dpmpp3m: 'no public run: public code has another weight; as that code it is compared in the next row',
  dpmpp3s: 'no public run; the order is measured for either kind of weights, and any inner points with Taylor’s',
  dpmSolver12: 'no public run; its end points are compared with those of a fine run, by tolerance',
  dpmSolver23: 'no public run; its end points are compared with those of a fine run, by tolerance',
  edmChurn: 'reference states between steps are not compared: they are recorded after the new noise',
  predictorCorrector: 'the order is that of the predictor alone',
};

/** Has no order: it keeps the bias of its moves however many there are. */
export const withoutOrder: readonly SamplerName[] = ['annealedLangevin'];

export function convergenceOf(name: SamplerName): Convergence | null {
  if (withoutOrder.includes(name)) return null;
  return samplers[name].stochastic ? weakConvergence(name) : odeConvergence(name);
}

/** All of it, measured now: a few seconds. */
export function measure(): VerificationRow[] {
  return samplerNames.map((name) => {
    const { label, citation, source, stochastic, adaptive = false, evaluationsPerStep, order } = samplers[name];
    const convergence = convergenceOf(name);
    const own = referenceCases.filter((c) => c.sampler === name);
    const references = [...new Set(own.map((c) => c.reference))].map((reference) => {
      const errors = own.filter((c) => c.reference === reference).map((c) => c.run().error);
      return { name: reference, runs: errors.length, largestError: Math.max(...errors) };
    });
    return {
      name,
      label,
      citation,
      source,
      stochastic,
      adaptive,
      evaluationsPerStep,
      statedOrder: order,
      convergence,
      convergenceOf: convergence ? (stochastic ? 'variance' : 'end points') : null,
      options: plainly[name] ?? {},
      references,
      marginal: marginal(name),
      gap: gaps[name] ?? '',
    };
  });
}

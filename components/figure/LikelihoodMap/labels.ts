/** Words of the likelihood map, all made from its state. */
import { fixed, minus, significant } from '../../../src/picture/numbers';
import { optionsOf } from '../../control/options';
import { scheduleNames } from '../kit/sampler-labels';
import { targetNames } from '../kit/exact-targets';
import { bits, type MapErrors, type Method } from './map';
import type { Path, Station } from './path';
import { firstNoise } from './solve';
import { finestLearned, solverSpec, targetOf, type LikelihoodSettings } from './settings';

export const solverNames: Readonly<Record<LikelihoodSettings['solver'], string>> = {
  euler: 'Euler',
  heun: 'Heun',
  rk4: 'RK4',
  adaptive: 'Adaptive',
};
export const methodNames: Readonly<Record<Method, string>> = solverNames;
export const solverOptions = optionsOf(solverNames);
export const modelOptions = optionsOf<LikelihoodSettings['model']>({ exact: 'Exact score', learned: 'A network' });
export const divergenceOptions = optionsOf<LikelihoodSettings['divergence']>({
  exact: 'trace',
  hutchinson: 'Hutchinson',
});
export const priorOptions = optionsOf<LikelihoodSettings['prior']>({ gaussian: 'a Gaussian', exact: 'the exact p₁' });

/** `RK4, 32 steps`; `adaptive, tolerance 1e−5`. */
export function solverText(s: LikelihoodSettings): string {
  const spec = solverSpec(s);
  if ('tolerance' in spec) {
    const held = s.model === 'learned' && s.tolerance < finestLearned ? ', the finest for 32 bits' : '';
    return `adaptive, tolerance ${tolerance(spec.tolerance)}${held}`;
  }
  return `${methodNames[spec.method]}, ${spec.steps} ${spec.steps === 1 ? 'step' : 'steps'}`;
}

/** A tolerance as a reader writes it. */
export function tolerance(value: number): string {
  return value < 1e-3 ? minus(value.toExponential()) : significant(value, 2);
}

export function divergenceText({ divergence, probes }: LikelihoodSettings): string {
  return divergence === 'exact'
    ? 'the trace itself'
    : `Hutchinson’s estimate, ${probes} ${probes === 1 ? 'probe' : 'probes'}`;
}

/** A log-density or a term of one. */
export function nats(value: number): string {
  return fixed(value, 3);
}

/** An error in nats. */
export function gap(value: number): string {
  return significant(value, 2);
}

export function placeText(x: number, y: number): string {
  return `(${fixed(x)}, ${fixed(y)})`;
}

/** `−2.315 + 1.762 = −0.553`: the noise's log-density, the log-determinant, their sum. */
export function sumText({ logPrior, stations }: Path): string {
  const whole = stations.at(-1)!.logDeterminant;
  return `log p₁(x₁) ${nats(logPrior)}, ${whole < 0 ? 'less' : 'plus'} ∫∇·v dt ${nats(Math.abs(whole))}, is log p(x) = ${nats(stations[0].logDensity)}`;
}

export function growthText(station: Station): string {
  return `area × ${factor(Math.exp(station.logArea))}; exp ∫∇·v dt = ${factor(Math.exp(station.logDeterminant))}`;
}

/** How many times larger, or smaller. */
export function factor(value: number): string {
  return value < 0.01 ? minus(value.toExponential(2)) : significant(value, 3);
}

export function bothUnits(value: number): string {
  return `${nats(value)} nats = ${nats(bits(value))} bits/dim`;
}

/** The same for an error. */
export function gapInBoth(value: number): string {
  return `${gap(value)} nats = ${gap(bits(value))} bits/dim`;
}

/** How the truth is known: with what noise, where the ODE begins a little after t = 0. */
export function exactText(s: LikelihoodSettings): string {
  const ratio = firstNoise(s);
  return ratio < 1e-4 ? 'in closed form' : `in closed form, with noise of ${significant(ratio, 2)} on it`;
}

export function summary(s: LikelihoodSettings, errors: MapErrors | null, path: Path | null): string {
  const whose =
    s.model === 'exact'
      ? `the exact score of ${targetNames[targetOf(s)].toLowerCase()}`
      : 'a network trained on the eight Gaussians';
  const how = `Log-densities by the ODE of ${whose} under the ${scheduleNames[s.schedule]} schedule: ${solverText(s)}; divergence by ${divergenceText(s)}.`;
  if (!errors)
    return `${how} ${s.model === 'learned' ? 'The network has not been trained yet.' : 'Nothing is computed yet.'}`;
  const map = ` Over the square the error is on average ${gap(errors.mean)} nats (${gap(bits(errors.mean))} bits per dimension) and at most ${gap(errors.most)}.`;
  const held =
    errors.nll.ode === null
      ? ''
      : ` Held-out points: negative log-likelihood ${bothUnits(errors.nll.ode)}, exact ${bothUnits(errors.nll.exact)}.`;
  const point = path ? ` At ${placeText(s.x, s.y)}: ${sumText(path)}, exact ${nats(path.stations[0].exact)}.` : '';
  return `${how}${map}${held}${point}`;
}

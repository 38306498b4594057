/** What the second table of the verification page says: methods of few steps, flows, charges, couplings and parallel steps, measured now. */
import type { VerifiedMethod } from '../../src/record/methods';
import { assignments, fields, infinite, mass, plus, tangents, transport, velocity } from './methods-flows';
import { ends, fixedPoints, paradigms, progressive, scalings } from './methods-steps';
import { Tally } from './methods-tally';

type Row = Omit<VerifiedMethod, 'cases' | 'largestError'>;
const measured = (row: Row, work: (tally: Tally) => void): VerifiedMethod => {
  const tally = new Tally();
  work(tally);
  return { ...row, cases: tally.cases, largestError: tally.largest };
};

const publicCode = 'public code';
/** All of it, measured now. */
export async function measureMethods(): Promise<VerifiedMethod[]> {
  const products = new Tally();
  await tangents(products);
  return [
    measured(
      {
        name: 'consistency',
        label: 'Consistency models: scalings at the boundary, levels',
        against: publicCode,
        source: 'openai/consistency_models',
      },
      scalings,
    ),
    measured(
      {
        name: 'progressive',
        label: 'Progressive distillation: the target of two steps',
        against: publicCode,
        source: 'google-research/diffusion_distillation',
      },
      progressive,
    ),
    measured(
      {
        name: 'paradigms',
        label: 'ParaDiGMS: sweeps, evaluations, samples',
        against: publicCode,
        source: 'AndyShih12/paradigms',
      },
      paradigms,
    ),
    measured(
      {
        name: 'picard',
        label: 'Picard iteration: its fixed point',
        against: 'the sequential run',
        source: 'DDIM, Heun and DDPM, in windows of 30 and 7',
      },
      fixedPoints,
    ),
    measured(
      {
        name: 'consistency-function',
        label: 'Consistency function: where the ODE ends',
        against: 'closed form',
        source: 'Gaussian data, three schedules',
      },
      ends,
    ),
    measured(
      {
        name: 'velocity',
        label: 'Flow matching: the marginal velocity, the density',
        against: publicCode,
        source: 'facebookresearch/flow_matching',
      },
      velocity,
    ),
    measured(
      {
        name: 'mass',
        label: 'Flows: log-density by the change of variables',
        against: 'closed form',
        source: 'a mixture’s exact density, cosine and straight',
      },
      mass,
    ),
    measured(
      {
        name: 'transport',
        label: 'Optimal transport: cost, both distances',
        against: publicCode,
        source: 'atong01/conditional-flow-matching and POT',
      },
      transport,
    ),
    measured(
      {
        name: 'assignment',
        label: 'Optimal coupling of up to eight points',
        against: 'brute force',
        source: 'all permutations',
      },
      assignments,
    ),
    measured(
      {
        name: 'pfgm',
        label: 'PFGM: the field, and where its lines end',
        against: publicCode,
        source: 'Newbeeer/Poisson_flow, and a solver to ten digits',
      },
      fields,
    ),
    measured(
      {
        name: 'pfgmpp',
        label: 'PFGM++: the denoiser at any D, and samples',
        against: publicCode,
        source: 'Newbeeer/pfgmpp',
      },
      plus,
    ),
    measured(
      {
        name: 'infinite',
        label: 'PFGM++ at D = 10⁷: the denoiser',
        against: 'its limit',
        source: 'diffusion’s denoiser',
      },
      infinite,
    ),
    {
      name: 'tangents',
      label: 'Jacobian-vector products of the networks',
      against: 'differences, single precision',
      source: 'the kernel and two TensorFlow.js backends',
      cases: products.cases,
      largestError: products.largest,
    },
  ];
}

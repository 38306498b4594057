/** The worker's half of clouds of charges: follows the lines of their field, letting messages in between. */
import { batch, type Batch } from '../../../core/batch';
import {
  charges,
  descending,
  fallingLevels,
  fluxOver,
  landing,
  type Summing,
} from '../../../core/electrostatics/index';
import { energyDistance } from '../../../core/metric/energy-distance';
import { summingOnKernel } from '../../../net/charges';
import { standing } from '../../worker/answering';
import type { Answers, Listener, WorkerHalf } from '../../worker/half';
import { finished } from '../../worker/yield';
import { parseDescentSpec } from './parse';
import { fluxPlaces, type Descended, type DescentSpec } from './types';

/** The way to do the sums, made when it is first needed; nothing where there is no kernel. */
export type Sums = () => Promise<Summing | undefined>;

export const chargeAnswers: Answers<'charges', Sums> = {
  descent: { check: parseDescentSpec, answer: descended },
};

export const half: WorkerHalf = {
  stand({ without }) {
    let made: ReturnType<Sums> | undefined;
    return standing(chargeAnswers, () =>
      without.includes('simd') ? Promise.resolve(undefined) : (made ??= summingOnKernel()),
    );
  },
};

async function descended(spec: DescentSpec, sums: Sums, { gone }: Listener): Promise<Descended> {
  const begun = performance.now();
  const summing = await sums();
  const points = batch(spec.points, spec.dim);
  const field = charges({ points, extra: 1, summing });
  const levels = fallingLevels(spec.radius, spec.last, spec.pieces);
  const descent = await finished(descending(field, spec.lines, levels), gone);
  const down = landing(descent, points);
  return {
    descent,
    landing: down,
    energy:
      spec.compare && down.landed > 0 ? energyDistance(rowsOf(descent.states[spec.pieces], down.charge), points) : null,
    flux: spec.compare ? fluxOver(field, spec.radius, fluxPlaces) : null,
    kernel: summing !== undefined,
    milliseconds: performance.now() - begun,
  };
}

/** Those rows that came down at a charge. */
function rowsOf({ data, dim }: Batch, charge: readonly number[]): Batch {
  const rows = charge.flatMap((each, row) => (each < 0 ? [] : [row]));
  return batch(
    rows.flatMap((row) => [...data.subarray(row * dim, (row + 1) * dim)]),
    dim,
  );
}

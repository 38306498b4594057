/** A picture noised part of the way, and what is drawn from there: of pixels, or with words of codes. */
import type { Batch } from '../../../../core/batch';
import { measures } from '../../../../core/caption/instruments';
import { onPaper } from '../../../../core/caption/paper';
import { digitEditTimes } from '../../../../core/image-network/editing';
import { greyOf } from '../../../../core/image-network/pixels';
import { digitSchedule } from '../../../../core/image-network/sampling';
import { noised } from '../../../../core/process/forward';
import { ofClass } from '../../../../net/condition/class';
import { editing, editNoise } from '../../../../net/image/editing';
import type { ImageTrainer } from '../../../../net/image/trainer';
import type { Backend } from '../../../backends';
import type { Listener } from '../../../worker/half';
import { yielding } from '../../../worker/yield';
import type { DigitEditProgress, DigitEditSpec, DigitsEdited } from '../edit';
import { inUnits, pictureSize } from '../pixels';
import { judged } from './judge';
import type { DigitNetworks } from './networks';
import { parts, rowsAtOnce } from './parts';
import { told } from './prompt';

export async function editDigits(
  spec: DigitEditSpec,
  networks: DigitNetworks,
  { tell, gone }: Listener<DigitEditProgress>,
): Promise<DigitsEdited> {
  const { picture, pixels = 'standard', strength, steps = 20, rule, rows, seed, guidance = 0 } = spec;
  const judge = await networks.judge();
  const standard = inUnits(picture, pixels, 'standard');
  const n = rows.length;
  const times = digitEditTimes(steps, strength, rule);
  const rest = yielding(gone);
  // Nothing is done: the picture itself, whatever the space.
  let grey = repeated(greyOf(standard), n),
    start = grey;
  let backend: Backend | null = null;
  let milliseconds = 0;
  if (times.length > 1) {
    const space = await spaceOf(spec, networks, standard);
    const begun = performance.now();
    const { dim } = space.clean;
    const clean = { data: Float64Array.from(repeated(space.clean.data, n)), dim };
    const noise = editNoise(seed, rows, dim);
    const at = digitSchedule();
    const back = 1 / Math.hypot(at.alpha(times[0]), at.sigma(times[0]));
    start = space.drawn(noised(clean, noise, times[0], at).data.map((v) => back * v));
    const work = parts(n, rowsAtOnce).map(({ first, count }) => {
      const of = ({ data }: Batch): Batch => ({ data: data.slice(first * dim, (first + count) * dim), dim });
      return {
        first,
        steps: editing({
          trainer: space.trainer,
          condition: space.condition(count),
          clean: of(clean),
          noise: of(noise),
          times,
          guidance,
          clip: space.clip,
        }),
      };
    });
    grey = new Uint8Array(n * pictureSize);
    for (let i = 0; i < times.length; i++) {
      const last = i === times.length - 1;
      for (const { first, steps } of work) {
        const { value: step } = steps.next();
        if (step && i > 0) grey.set(space.drawn(last ? step.x.data : step.denoised.data), first * pictureSize);
        await rest();
      }
      // What is told is given away.
      if (i > 0) tell({ grey: grey.slice(), step: i, steps: times.length - 1 });
    }
    backend = space.trainer.backend as Backend;
    milliseconds = performance.now() - begun;
  }
  const ink = Float64Array.from(grey, (level) => level / 255);
  return {
    grey,
    start: start === grey ? start.slice() : start,
    times,
    judgement: await judged(judge, ink, 'ink', rest),
    measures: measures(onPaper({ data: ink, dim: pictureSize }), Math.sqrt(pictureSize)),
    backend,
    milliseconds,
  };
}

/** Where it is edited: the picture there, in standard units, what is told, and how states are drawn. */
interface EditSpace {
  readonly trainer: ImageTrainer;
  readonly clean: Batch;
  readonly clip: boolean;
  readonly condition: (rows: number) => Parameters<typeof editing>[0]['condition'];
  readonly drawn: (states: Float64Array) => Uint8Array;
}

async function spaceOf(
  { said, label = -1 }: DigitEditSpec,
  networks: DigitNetworks,
  standard: Float32Array,
): Promise<EditSpace> {
  if (!said) {
    const trainer = await networks.trainer();
    return {
      trainer,
      clean: { data: Float64Array.from(standard), dim: pictureSize },
      clip: true,
      condition: (rows) => ofClass(Array.from({ length: rows }, () => label)),
      drawn: (states) => greyOf(states),
    };
  }
  const [trainer, codec] = await Promise.all([networks.text(), networks.codec('spatial')]);
  const { means } = codec.encode(standard);
  return {
    trainer,
    clean: { data: Float64Array.from(means), dim: means.length },
    clip: false,
    // One caption stands for all rows.
    condition: () => told(said),
    drawn: (states) => greyOf(codec.decode(Float32Array.from(states))),
  };
}

function repeated<A extends Uint8Array | Float64Array>(row: A, n: number): A {
  const out = new (row.constructor as new (length: number) => A)(n * row.length);
  for (let i = 0; i < n; i++) out.set(row, i * row.length);
  return out;
}

import { numbersIn, places } from '../../core/image-network/shape';
import { joined, rowsOf } from './arrays';
import type { ConditionKind, PictureCondition } from './condition';

/** Channels beside those of x at every place (Saharia et al. 2022, SR3). A row that is left out is zero: the data's mean. */
export const picture: ConditionKind<PictureCondition> = {
  rows: ({ values, shape }) => values.length / numbersIn(shape),
  take: (condition, rows) => ({ ...condition, values: rowsOf(condition.values, numbersIn(condition.shape), rows) }),
  drop({ values, shape }, i, probability, draw) {
    const size = numbersIn(shape);
    if (draw.uniform() < probability) values.fill(0, i * size, (i + 1) * size);
  },
  unconditional: (condition) => ({ ...condition, values: new Float32Array(condition.values.length) }),
  beside: (a, b) => ({ ...a, values: joined(a.values, b.values) }),
  given({ values, shape }, x) {
    const more = shape.channels;
    const spots = (values.length / numbersIn(shape)) * places(shape);
    const own = x.length / spots;
    const pictures = new Float32Array(spots * (own + more));
    for (let p = 0; p < spots; p++) {
      pictures.set(x.subarray(p * own, (p + 1) * own), p * (own + more));
      pictures.set(values.subarray(p * more, (p + 1) * more), p * (own + more) + own);
    }
    return { pictures };
  },
};

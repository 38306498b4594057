import { count, zeros } from '../batch';
import { ratesAt, velocityBetween } from '../parameterization';
import type { FlowField } from '../process/flow-field';
import type { Schedule } from '../schedule/schedule';

/**
 * The flow of one schedule seen on another: at time t the point x / c of the first at the time s with the same log-SNR, c the ratio of their scales. Both
 * flows join the same noise with the same data (Karras et al. 2022, section 2; Lipman et al. 2024): only the clock and the scale change, and so
 * how straight the paths are. Where `from` does not reach a log-SNR of `to`, the nearest that it has is taken.
 */
export function rescheduled(field: FlowField, from: Schedule, to: Schedule): FlowField {
  const place = (t: number) => {
    const there = ratesAt(to, t);
    const s = Math.max(field.from, from.timeOfLogSnr(to.logSnr(t)));
    const here = ratesAt(from, s);
    const scale = Math.hypot(there.alpha, there.sigma) / Math.hypot(here.alpha, here.sigma);
    return { s, scale, ...velocityBetween(here, there) };
  };
  let inner = zeros(0, 1);
  return {
    from: field.from === 0 ? 0 : to.timeOfLogSnr(from.logSnr(field.from)),
    velocity(x, t, out) {
      const { s, scale, noised, said } = place(t);
      if (inner.data.length !== x.data.length || inner.dim !== x.dim) inner = zeros(count(x), x.dim);
      for (let i = 0; i < x.data.length; i++) inner.data[i] = x.data[i] / scale;
      field.velocity(inner, s, out);
      for (let i = 0; i < x.data.length; i++) out.data[i] = noised * inner.data[i] + said * out.data[i];
      return out;
    },
    divergence(x, t, out) {
      const { s, scale, noised, said } = place(t);
      if (inner.data.length !== x.data.length || inner.dim !== x.dim) inner = zeros(count(x), x.dim);
      for (let i = 0; i < x.data.length; i++) inner.data[i] = x.data[i] / scale;
      field.divergence(inner, s, out);
      for (let row = 0; row < out.length; row++) out[row] = (noised * x.dim + said * out[row]) / scale;
      return out;
    },
  };
}

import { Model } from './model';

/** The rate at step `clock`: a linear warm-up, then a linear decay to `floor` of the peak. */
function rate(model: Model): f64 {
  const k = <f64>(model.clock + 1);
  const rise = model.warmup > 0 ? min(1, k / <f64>model.warmup) : 1;
  const gone = model.decaySteps > 0 ? min(1, max(0, (k - <f64>model.warmup) / <f64>model.decaySteps)) : 0;
  return <f64>model.learningRate * rise * (1 - gone * (1 - <f64>model.floor));
}

/**
 * One step of Adam (Kingma and Ba 2015, algorithm 1; beta 0.9 and 0.999, epsilon 1e-8) and, in the same pass, of the
 * average of weights, whose decay is min(emaDecay, (1 + k) / (10 + k)).
 */
export function adamStep(model: Model): void {
  model.power1 *= 0.9;
  model.power2 *= 0.999;
  const b1 = f32x4.splat(0.9), c1 = f32x4.splat(0.1), b2 = f32x4.splat(0.999), c2 = f32x4.splat(0.001);
  const epsilon = f32x4.splat(1e-8);
  const step = f32x4.splat(<f32>(rate(model) / (1 - model.power1)));
  const correct = f32x4.splat(<f32>(1 / (1 - model.power2)));
  const k = <f64>model.clock;
  const keep = min(<f64>model.emaDecay, (1 + k) / (10 + k));
  const kept = f32x4.splat(<f32>keep), fresh = f32x4.splat(<f32>(1 - keep));
  const w = model.weights, g = model.gradient, m = model.first, v = model.second, e = model.ema;
  for (let i: usize = 0; i < <usize>model.parameters << 2; i += 16) {
    const grad = v128.load(g + i);
    const first = f32x4.add(f32x4.mul(b1, v128.load(m + i)), f32x4.mul(c1, grad));
    const second = f32x4.add(f32x4.mul(b2, v128.load(v + i)), f32x4.mul(c2, f32x4.mul(grad, grad)));
    const root = f32x4.add(f32x4.sqrt(f32x4.mul(second, correct)), epsilon);
    const weight = f32x4.sub(v128.load(w + i), f32x4.div(f32x4.mul(step, first), root));
    v128.store(m + i, first);
    v128.store(v + i, second);
    v128.store(w + i, weight);
    v128.store(e + i, f32x4.add(f32x4.mul(kept, v128.load(e + i)), f32x4.mul(fresh, weight)));
  }
  model.clock++;
}

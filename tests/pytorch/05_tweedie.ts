import { batch, zeros } from '../../src/core/batch';
import { eightGaussians } from '../../src/core/data/eight-gaussians';
import { fromX0, type Parameterization } from '../../src/core/parameterization';

/** The four forms from the exact posterior mean, where the twin starts from the gradient of the density. */
export function expected(): object {
  const [alpha, sigma] = [0.8, 0.6];
  const xt = batch([0.5, -1, -1.2, 0.3], 2);
  const x0 = eightGaussians().denoise(xt, alpha, sigma);
  const form = (kind: Parameterization) => {
    const { data } = fromX0(kind, x0, xt, alpha, sigma, zeros(2, 2));
    return [
      [data[0], data[1]],
      [data[2], data[3]],
    ];
  };
  return { score: form('score'), x0: form('x0'), epsilon: form('epsilon'), v: form('v') };
}

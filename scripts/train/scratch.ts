import { players } from '../../src/net/players';
import { ganOf, diffusionOf, poolSize } from '../../src/core/claims/work';
import { yardstick } from '../../src/core/claims/yardstick';
import { random } from '../../src/core/random';
export async function go() {
  const t = players('simd');
  for (const name of ['ring','spiral'] as const) {
  const { target, distance } = yardstick(name);
  const d = await diffusionOf(t, 1); const g = await ganOf(t, 1);
  const pool = target.sample(poolSize, random(1).split('data'));
  d.learner.setData(pool); g.learner.setData(pool);
  console.log(name, 'flops', d.learner.flopsPerStep/1e6, g.learner.flopsPerStep/1e6);
  for (const n of [50,100,200,400,800,1600]) { const b=performance.now(); const k=d.learner.steps; d.learner.train(n-k); const e=performance.now(); console.log('D', n, (n*d.learner.flopsPerStep/1e9).toFixed(1), ((e-b)/(n-k)).toFixed(2)+'ms', distance(d.draw({count:1000,seed:1})).toFixed(4)); }
  for (const n of [100,200,400,800,1600,3200]) { const b=performance.now(); const k=g.learner.steps; g.learner.train(n-k); const e=performance.now(); console.log('G', n, (n*g.learner.flopsPerStep/1e9).toFixed(1), ((e-b)/(n-k)).toFixed(2)+'ms', distance(g.draw({count:1000,seed:1})).toFixed(4)); }
  }
}

import { players } from '../../src/net/players';
import { diffusionOf, poolSize } from '../../src/core/claims/work';
import { yardstick } from '../../src/core/claims/yardstick';
import { random } from '../../src/core/random';
import { median } from '../../src/core/statistics';
export async function go() {
  const t = players('simd');
  const { target, distance } = yardstick('ring');
  const mu = target.modes!.data;
  const f=(x:any)=>{const ds=Float64Array.from({length:x.data.length/2},(_,i)=>{let b=1e9;for(let k=0;k<mu.length;k+=2)b=Math.min(b,Math.hypot(x.data[2*i]-mu[k],x.data[2*i+1]-mu[k+1]));return b});return [median(ds)/(0.15*1.17741), ds.filter(d=>d>.45).length/ds.length, distance(x)].map(v=>v.toFixed(4)).join(' ')};
  for (const steps of [400, 2800]) for (const dec of [400, 2800]) {
  const d = await diffusionOf(t, 901, {decaySteps: dec});
  d.learner.setData(target.sample(poolSize, random(901).split('data')));
  d.learner.train(steps);
  console.log('trained', steps, 'decay', dec);
  for (const [s,e,g] of [['dpmpp2m',20,'uniform'],['ddim',20,'uniform'],['dpmpp2m',20,'log-snr'],['ddim',200,'uniform'],['ddim',1000,'uniform'],['dpmpp2m',100,'log-snr'],['ddpm',200,'uniform']] as const) console.log(s,e,g, f(d.draw({count:2000,seed:901,sampler:s,evaluations:e,grid:g})));
  }
}

/** Steps of the run, and the most that the average keeps. */
const steps = 2000;
const most = 0.999;

/** The mean age of the weights in the average, in steps, with the share kept growing as (1 + k) / (10 + k). 0: about 10, 1: about 200, 2: about 1000. */
export function run(): Promise<{ answer: number; finding: string }> {
  const age = meanAge((k) => Math.min(most, (1 + k) / (10 + k)));
  const fixed = meanAge(() => most);
  return Promise.resolve({
    answer: age < 50 ? 0 : age < 500 ? 1 : 2,
    finding:
      `After ${steps} steps the weights in the average are ${age.toFixed(0)} steps old on average. With 0.999 kept from the first step on it would be ` +
      `${fixed.toFixed(0)}, and ${(100 * most ** steps).toFixed(0)} % of the average would still be the random weights of the start.`,
  });
}

/** After every step the average keeps `kept(k)` of itself; its own age grows by one. The weights of the start count as of age `steps`. */
function meanAge(kept: (k: number) => number): number {
  let age = 0;
  for (let k = 0; k < steps; k++) age = kept(k) * (age + 1);
  return age;
}

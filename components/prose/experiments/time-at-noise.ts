import { linear } from '../../../src/core/schedule/index';
import { random } from '../../../src/core/random';

/** Which share of uniformly drawn times lies beyond log-SNR -6 when the linear schedule's betaMax is doubled. */
export function run(): Promise<{ answer: number; finding: string }> {
  const usual = shareBeyond(20);
  const doubled = shareBeyond(40);
  const answer = doubled < 1.2 * usual ? 2 : doubled < 0.4 ? 1 : 0;
  return Promise.resolve({
    answer,
    finding: `Of 100,000 uniform draws of t, ${percent(usual)} fell beyond λ = −6 with βmax = 20 and ${percent(doubled)} with βmax = 40.`,
  });
}

function shareBeyond(betaMax: number, { level = -6, draws = 100_000 } = {}): number {
  const schedule = linear({ betaMax });
  const times = random(3).split('times');
  let beyond = 0;
  for (let i = 0; i < draws; i++) if (schedule.logSnr(times.uniform()) < level) beyond++;
  return beyond / draws;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

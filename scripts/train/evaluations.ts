import { evaluate } from './evaluate';
import { evaluateGan } from './evaluate-gan';

/** The command: both models, or with --gan the GAN alone. */
export async function evaluations(args: readonly string[]): Promise<number> {
  const status = args.includes('--gan') ? 0 : await evaluate(args);
  return status === 0 ? evaluateGan(args) : status;
}

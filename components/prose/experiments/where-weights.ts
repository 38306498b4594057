import { blocksOf } from '../../../src/core/image-network/blocks';
import { shippedUNet } from '../../../src/core/image-network/digits';
import { forwardFlops } from '../../../src/core/image-network/flops';
import { parameterCount } from '../../../src/core/image-network/parameters';

/** The dense blocks' share of the shipped network's parameters and of its work. 0: most of both, 1: most parameters, little work, 2: the reverse. */
export function run(): Promise<{ answer: number; finding: string }> {
  const dense = blocksOf(shippedUNet).blocks.filter(({ name }) => name === 'dense block');
  const parameters = dense.reduce((sum, block) => sum + block.parameters, 0) / parameterCount(shippedUNet);
  const flops = dense.reduce((sum, block) => sum + block.flops, 0) / forwardFlops(shippedUNet);
  return Promise.resolve({
    answer: parameters > 0.5 ? (flops > 0.5 ? 0 : 1) : 2,
    finding: `The ${dense.length} dense blocks hold ${(100 * parameters).toFixed(1)} % of the parameters and do ${(100 * flops).toFixed(1)} % of the work.`,
  });
}

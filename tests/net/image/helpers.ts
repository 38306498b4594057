import { readFileSync } from 'node:fs';
import { buildKernel } from '../../../scripts/kernel.mjs';
import type { BoundNetwork } from '../../../src/core/image-network/parameters';
import { ImageKernel } from '../../../src/kernel/image';
import { SimdDevice } from '../../../src/net/image/simd/device';

export * from './cases';

export async function simdDevice(network: BoundNetwork): Promise<SimdDevice> {
  return new SimdDevice(await ImageKernel.instantiate(readFileSync(await buildKernel({ name: 'image' }))), network);
}

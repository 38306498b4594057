import { standard } from '../../../core/domain';
import { embeddingDomain } from '../../../core/image-network/contrastive';
import type { Condition } from '../../condition/index';
import { besideIt } from '../objective/told';

/** Embeddings [n, 32] of length 1 as networks are told them. */
export const toldEmbeddings = (embeddings: Float32Array): Condition =>
  besideIt(
    embeddingDomain.shape,
    embeddings.map((v) => standard(v, embeddingDomain)),
  );

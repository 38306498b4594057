/** The nearest training digits of a picture or of words. */
import { least, squaredToCodes } from '../../../../core/search/nearest';
import { placed, shareNearer } from '../../../../core/search/index-file';
import { indexName, searchBlock, searchDraws, typicalDistance, type SearchSpace } from '../../../../core/search/spaces';
import { asShown } from '../../../../core/image-network/pixels';
import { searchFeatures, type FeatureNetworks } from '../../../../net/image/search-features';
import type { Listener } from '../../../worker/half';
import { yielding } from '../../../worker/yield';
import { pixelScales } from '../pixels';
import type { Searched, SearchedSpace, SearchSpec } from '../search';
import { embeddedTexts } from './embed';
import type { DigitNetworks } from './networks';

/** The noise of pictures that are none of the digits. */
const strangers = 10_000;

export async function search(spec: SearchSpec, networks: DigitNetworks, { gone }: Listener): Promise<Searched> {
  const begun = performance.now();
  const rest = yielding(gone);
  const spaces: SearchedSpace[] = [];
  for (const space of spec.spaces) {
    const index = await networks.index(indexName(space, spec.t));
    const features = await featuresFor(space, spec, networks, rest);
    const { rows, distances } = least(squaredToCodes(index.codes, placed(index, features)), spec.count ?? 10);
    const unit = typicalDistance(index.head);
    spaces.push({
      space,
      rows,
      distances: distances.map((d) => d / unit),
      nearer: spec.text === undefined ? shareNearer(index.head, distances[0]) : null,
    });
    await rest();
  }
  return { spaces, milliseconds: performance.now() - begun };
}

async function featuresFor(
  space: SearchSpace,
  { picture, pixels = 'standard', text, t, row = strangers }: SearchSpec,
  networks: DigitNetworks,
  rest: () => Promise<void>,
): Promise<Float32Array> {
  if (text !== undefined) return embeddedTexts(await networks.clip(), [text], rest);
  // A picture is what is shown of it: clipped to paper and ink, and rounded to grey levels.
  const shown = asShown(picture ?? [], pixelScales[pixels]);
  const used: FeatureNetworks = {
    ...(space === 'classifier' && { judge: await networks.judge() }),
    ...(space === 'contrastive' && { clip: await networks.clip() }),
    ...(space === 'diffusion' && { trainer: await networks.trainer() }),
  };
  return searchFeatures(space, used, shown, { t, draws: searchDraws, block: searchBlock, first: row });
}

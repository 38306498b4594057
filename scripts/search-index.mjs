// npm run index: the indices of the training digits in public/search, one for each space of features (src/core/search/spaces.ts). They are committed with the weights
// that they were made of; what belongs to the digits and the weights at hand is left as it is.
//
//   node scripts/search-index.mjs           makes those that are missing, or of other digits or weights: minutes
//   node scripts/search-index.mjs --fresh   makes all anew
import { runTypeScript } from './typescript.mjs';

const main = await runTypeScript('scripts/search/main.ts');
process.exit(await main.makeIndices(process.argv.slice(2)));

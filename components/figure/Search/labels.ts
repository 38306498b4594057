/** Words of the figure of searching, all made from its state. */
import type { SearchSpace } from '../../../src/core/search/spaces';
import { fixed, percent } from '../../../src/picture/numbers';
import type { Source } from './state';
import type { Row, Shown } from './work';

export const sourceNames: Readonly<Record<Source, string>> = {
  digit: 'a digit',
  drawing: 'a drawing',
  sample: 'a sample',
  words: 'words',
};

export const spaceNames: Readonly<Record<SearchSpace, string>> = {
  pixels: 'Pixels',
  classifier: 'Classifier',
  contrastive: 'Pictures and words',
  diffusion: 'Denoiser',
};

export const a = (digit: number): string => (digit === 8 ? 'an 8' : `a ${digit}`);

/** The commonest classes of neighbours: `8 of 10 are 3s, 2 are 5s`. */
export function sharesText(labels: readonly number[]): string {
  const counts = Array.from({ length: 10 }, (_, label) => ({ label, n: labels.filter((one) => one === label).length }))
    .filter(({ n }) => n > 0)
    .sort((one, other) => other.n - one.n || one.label - other.label);
  return counts
    .slice(0, 3)
    .map(
      ({ label, n }, i) =>
        `${i === 0 ? `${n} of ${labels.length}` : n} ${n === 1 ? 'is' : 'are'} ${n === 1 ? a(label) : `${label}s`}`,
    )
    .join(', ');
}

export function nearText({ distances, nearer }: Row): string {
  const near = `nearest at ${fixed(distances[0])}`;
  if (nearer === null) return near;
  return `${near}; ${percent(nearer)} of held-out digits come nearer`;
}

export const rowText = (row: Row): string => `${sharesText(row.labels)}; ${nearText(row)}`;

/** Of one neighbour, for a reader who cannot see it. */
export const neighbourText = (row: Row, i: number): string =>
  `${a(row.labels[i])} at ${fixed(row.distances[i])}, training digit ${row.rows[i]}`;

export function queryText({ query, words }: Shown): string {
  if (words !== null) return `“${words}”`;
  if (!query) return 'Nothing yet';
  if (query.row !== null) return query.row < 9001 ? `Training digit ${query.row}` : `A held-out ${query.label}`;
  return query.label === null ? 'Your drawing' : `A sample, told ${query.label}`;
}

export function summary(shown: Shown): string {
  if (shown.found.length === 0) return 'Nothing has been looked for yet.';
  return (
    `${queryText(shown)}, and the training digits nearest to it. ` +
    shown.found.map((row) => `${spaceNames[row.space]}: ${rowText(row)}.`).join(' ')
  );
}

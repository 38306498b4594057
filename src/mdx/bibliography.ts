import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Cite } from '@citation-js/core';
import '@citation-js/plugin-bibtex';

/** A person as CSL names one; the particle is the `De` of De Bortoli. */
interface Author {
  readonly family?: string;
  readonly given?: string;
  readonly literal?: string;
  readonly 'non-dropping-particle'?: string;
  readonly 'dropping-particle'?: string;
}

/** The part of a CSL-JSON entry that the book prints. */
export interface Reference {
  readonly id: string;
  readonly title: string;
  readonly author?: readonly Author[];
  readonly issued?: { readonly 'date-parts'?: readonly (readonly (number | string)[])[] };
  readonly 'container-title'?: string;
  readonly publisher?: string;
  readonly volume?: string;
  readonly issue?: string;
  readonly page?: string;
  readonly DOI?: string;
  readonly URL?: string;
}

const path = join(process.cwd(), 'content', 'references.bib');
let cache: { readonly time: number; readonly entries: ReadonlyMap<string, Reference> } | undefined;

/** Every entry of `content/references.bib`, by key; read again when the file changes. */
export function bibliography(): ReadonlyMap<string, Reference> {
  const time = statSync(path).mtimeMs;
  if (cache?.time !== time) {
    const entries = new Cite(readFileSync(path, 'utf8')).data as Reference[];
    cache = { time, entries: new Map(entries.map((entry) => [entry.id, entry])) };
  }
  return cache.entries;
}

/** The entry for `key`; throws when there is none. */
export function reference(key: string): Reference {
  const entry = bibliography().get(key);
  if (entry === undefined) throw new Error(`unknown citation: ${key} (expected a key of content/references.bib)`);
  return entry;
}

/** Throws, naming the file, when `key` is not in the bibliography. */
export function checkKey(key: string, file: string): void {
  if (!bibliography().has(key))
    throw new Error(`${file}: unknown citation: ${key || '(empty)'} (expected a key of content/references.bib)`);
}

/** The year of publication, or `n.d.`, with a letter where authors and year alone would name two works: `2022a`. */
export function year(entry: Reference): string {
  return bareYear(entry) + letter(entry);
}

function bareYear(entry: Reference): string {
  return String(entry.issued?.['date-parts']?.[0]?.[0] ?? 'n.d.');
}

/** Works that read alike are lettered in the order of the file, the same in every chapter. */
function letter(entry: Reference): string {
  const name = (of: Reference): string => `${who(of)}, ${bareYear(of)}`;
  const alike = [...bibliography().values()].filter((other) => name(other) === name(entry));
  const place = alike.findIndex(({ id }) => id === entry.id);
  return alike.length < 2 || place < 0 ? '' : String.fromCharCode('a'.charCodeAt(0) + place);
}

function familyName(author: Author): string {
  const particle = author['non-dropping-particle'] ?? author['dropping-particle'];
  return [particle, author.family ?? author.literal ?? author.given].filter(Boolean).join(' ');
}

function familyNames(entry: Reference): readonly string[] {
  return (entry.author ?? []).map(familyName);
}

/** Orders entries as a reference list does: by family names, then by year. */
export function inListOrder(a: Reference, b: Reference): number {
  return familyNames(a).join(' ').localeCompare(familyNames(b).join(' '), 'en') || year(a).localeCompare(year(b));
}

/** `Ho et al.`. */
function who(entry: Reference): string {
  const names = familyNames(entry);
  if (names.length === 0) return entry.title;
  if (names.length === 1) return names[0];
  return names.length === 2 ? `${names[0]} & ${names[1]}` : `${names[0]} et al.`;
}

/** `Ho et al., 2020`. */
export function shortCitation(entry: Reference): string {
  return `${who(entry)}, ${year(entry)}`;
}

/** `J. Ho, A. Jain, P. Abbeel`: initials, then family name. */
export function authorList(entry: Reference): string {
  return (entry.author ?? [])
    .map((author) => {
      const initials = (author.given ?? '')
        .split(/[\s.-]+/)
        .filter(Boolean)
        .map((part) => `${part[0]}.`)
        .join(' ');
      return [initials, familyName(author)].filter(Boolean).join(' ');
    })
    .join(', ');
}

/** Where it appeared: journal or proceedings, volume, pages. */
export function venue(entry: Reference): string {
  const volume =
    entry.volume === undefined ? '' : ` ${entry.volume}${entry.issue === undefined ? '' : `(${entry.issue})`}`;
  const pages = entry.page === undefined ? '' : `, ${entry.page.replace('-', '–')}`;
  const place = entry['container-title'] ?? entry.publisher ?? '';
  return `${place}${volume}${pages}`;
}

/** The best link an entry has: its DOI, else its URL. */
export function linkOf(entry: Reference): string | undefined {
  return entry.DOI === undefined ? entry.URL : `https://doi.org/${entry.DOI}`;
}

/**
 * A recorded experiment: what takes too long for a page is measured by a command, written to one file, and read from there by the
 * components in the prose, the figures and the tests. How it is measured stands in `scripts/record/measure/NAME.ts`, which trains and so is
 * loaded by the command and the tests alone.
 */
import type { Shape } from './shape';

/** Sentences, or a number with its unit, as the prose shows them. */
export type Sentences<T> = Readonly<Record<string, (record: T) => string>>;

export interface RecordedExperiment<T> {
  /** Of the command and of the file. */
  readonly name: string;
  /** What was measured, in a phrase. */
  readonly says: string;
  /** What writes it, as the file and the captions have it. */
  readonly command: string;
  /** How long that takes, in words. */
  readonly takes: string;
  /** Typed, out of JSON. Throws `ShapeError`, which names the place and what was expected. */
  readonly parse: (value: unknown) => T;
  /** By the names that the prose asks for. */
  readonly sentences: Sentences<T>;
  /** The shipped networks that it was measured of or judged by: their weights' hashes, by their names. */
  readonly weights: (record: T) => Readonly<Record<string, string>>;
}

export interface Definition<T> {
  readonly name: string;
  readonly says: string;
  readonly takes: string;
  /** `npm run record -- NAME` unless given. */
  readonly command?: string;
  readonly shape: Shape<T>;
  readonly sentences?: Sentences<T>;
  readonly weights?: (record: T) => Readonly<Record<string, string>>;
}

/** What `parse` gives. */
export type DataOf<R> = R extends RecordedExperiment<infer T> ? T : never;

export function experiment<T, const S extends Sentences<T> = Sentences<T>>({
  name,
  says,
  takes,
  command = `npm run record -- ${name}`,
  shape,
  sentences,
  weights = () => ({}),
}: Definition<T> & { readonly sentences?: S }): RecordedExperiment<T> & { readonly sentences: S } {
  return {
    name,
    says,
    takes,
    command,
    parse: (value) => shape(value, name),
    sentences: sentences ?? ({} as S),
    weights,
  };
}

/** The path of a record's file, from the project's root. */
export const fileOf = ({ name }: { readonly name: string }): string => `src/record/${name}.json`;

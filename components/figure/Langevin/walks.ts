/** Both walks side by side, move by move, so that they can be looked at together from the first slice on. */
import type { Task } from '../kit/derived';
import { walkKey, type WalkSettings } from './state';
import { createWalk, methods, type Method, type Walking } from './walk';

export interface Walks {
  readonly key: string;
  readonly of: Readonly<Record<Method, Walking>>;
  /** The moves that both have made; the walks themselves grow in place. */
  readonly made: number;
  readonly done: boolean;
}

export interface Walked {
  /** The newest walks; null before there are any. */
  readonly walks: Walks | null;
}

export function* follow(settings: WalkSettings, { change }: Pick<Task<Walked>, 'change'>): Generator<void, void, void> {
  const key = walkKey(settings);
  const of = { plain: createWalk('plain', settings), annealed: createWalk('annealed', settings) };
  change({ walks: { key, of, made: 0, done: false } });
  for (let more = true; more;) {
    more = methods.map((method) => of[method].advance()).includes(true);
    change({ walks: { key, of, made: of.annealed.made, done: !more } });
    yield;
  }
}

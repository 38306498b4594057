/** What a panel of something that learns says while it has nothing to show. */
import type { Status } from '../../../src/engine/protocol';

/**
 * `not trained yet: press Train`; once it has begun, by the reader's press or, where a figure begins by itself, without one, that it has: else
 * the press that was asked for would stop it.
 */
export function notYet(status: Status | 'static', how: string): string {
  const under = status === 'loading' || status === 'running' || status === 'resting';
  return under ? 'it has begun; Pause holds it' : how;
}

import type { Status } from '../protocol';

/** How a run with a network stands. `active`: it would train if it were let. */
export function statusOf(
  steps: number,
  playing: boolean,
  active: boolean,
  state: 'open' | 'done' | 'diverged',
): Status {
  if (state !== 'open') return state === 'done' ? 'done' : 'error';
  if (playing) return active ? 'running' : 'resting';
  return steps === 0 ? 'ready' : 'paused';
}

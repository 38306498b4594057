/** Which backend a run gets: what the reader chose, else the one measured fastest for this network on this machine. */
import { supportsSimd } from '../../net/simd/support';
import { backends, type Backend, type BackendChoice } from '../backends';

export interface Choice {
  readonly backend: Backend;
  /** Why, in words for the chip. */
  readonly reason: string;
  /** A sentence for the reader when it is not what was asked for. */
  readonly warning: string | null;
}

/** A kernel step slower than this is worth asking the graphics card about. */
const slowMs = 12;
const warmSteps = 3;
const timedSteps = 5;
const measured = new Map<string, Choice>();

const names: Record<Backend, string> = {
  simd: 'the SIMD kernel',
  webgl: 'WebGL',
  wasm: 'WebAssembly',
  cpu: 'plain JavaScript',
};

/** What is asked for, and how backends are held against each other for it. */
export interface Contest {
  readonly asked: BackendChoice;
  /** The same words for the same work: a choice is measured once. */
  readonly key: string;
  /** Milliseconds of a step, after warming up. */
  time(backend: Backend): Promise<number>;
}

export async function chooseBackend(contest: Contest, without: readonly Backend[]): Promise<Choice> {
  const has = (backend: Backend) => !without.includes(backend) && available(backend);
  const { asked } = contest;
  if (asked !== 'auto') {
    if (has(asked)) return { backend: asked, reason: 'chosen by the reader', warning: null };
    const instead = await fastest(contest, has);
    return {
      ...instead,
      warning: `This browser lacks what ${names[asked]} needs; ${names[instead.backend]} is used instead.`,
    };
  }
  return fastest(contest, has);
}

export interface Started<T> {
  readonly choice: Choice;
  readonly trainer: T;
}

/** What `make` makes on the chosen backend, or on another where that one does not start after all. */
export async function startOn<T>(
  contest: Contest,
  make: (backend: Backend) => Promise<T>,
  without: readonly Backend[],
): Promise<Started<T>> {
  const choice = await chooseBackend(contest, without);
  try {
    return { choice, trainer: await make(choice.backend) };
  } catch (error) {
    const left = [...without, choice.backend];
    if (choice.backend === 'cpu' || left.length === backends.length) throw error;
    return startOn(contest, make, left);
  }
}

async function fastest(contest: Contest, has: (backend: Backend) => boolean): Promise<Choice> {
  const present = backends.filter(has);
  const key = [contest.key, ...present].join(' ');
  const known = measured.get(key);
  if (known) return known;
  const choice = await measure(contest, present);
  measured.set(key, choice);
  return choice;
}

async function measure(contest: Contest, present: readonly Backend[]): Promise<Choice> {
  const times: { backend: Backend; ms: number }[] = [];
  for (const backend of present) {
    // The kernel goes first; only where it is slow is it worth loading TensorFlow.js for a comparison.
    if (times.some((t) => t.backend === 'simd' && t.ms < slowMs)) break;
    // Plain JavaScript is the last resort, never the fastest where another runs.
    if (backend === 'cpu' && times.length > 0) break;
    const ms = await contest.time(backend).catch(() => Infinity);
    times.push({ backend, ms });
  }
  const best = times.filter((t) => t.ms < Infinity).sort((a, b) => a.ms - b.ms)[0];
  if (!best) throw new Error(`no backend works in this browser (tried ${present.join(', ') || 'none'})`);
  const list = times
    .map((t) => `${t.backend} ${t.ms === Infinity ? 'failed' : `${t.ms.toPrecision(2)} ms`}`)
    .join(', ');
  return { backend: best.backend, reason: `measured here: ${list} a step`, warning: null };
}

/** Mean milliseconds of `work`, after warming up. */
export function timed(work: () => unknown): number {
  for (let i = 0; i < warmSteps; i++) work();
  const from = performance.now();
  for (let i = 0; i < timedSteps; i++) work();
  return (performance.now() - from) / timedSteps;
}

function available(backend: Backend): boolean {
  switch (backend) {
    case 'simd':
      return supportsSimd();
    case 'wasm':
      return typeof WebAssembly === 'object';
    case 'webgl':
      return hasWebgl();
    case 'cpu':
      return true;
  }
}

let webgl: boolean | null = null;

function hasWebgl(): boolean {
  if (webgl !== null) return webgl;
  try {
    const context = new OffscreenCanvas(1, 1).getContext('webgl2');
    webgl = context !== null;
    context?.getExtension('WEBGL_lose_context')?.loseContext();
  } catch {
    webgl = false;
  }
  return webgl;
}

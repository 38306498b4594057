import { turned, twoTurns, type Turner } from '../../../core/few-steps/turns';
import { random } from '../../../core/random';
import { take, type Condition } from '../../condition/index';
import { ANGLE_FROM, ANGLE_TO } from '../batches';
import { Epochs } from '../data';
import type { Ask, ImageObjective, LearnedRows } from './objective';

export interface ImageShortcutOptions {
  /** The least jump is 2 / grid of the way: a power of two. */
  readonly grid: number;
  /** Share of a batch that are jumps; a quarter in the paper. */
  readonly share: number;
}

/** Sizes of jumps that a network is told of, no jump among them: values of its last attribute. */
export function jumpSizes(grid: number): number {
  const sizes = Math.log2(grid);
  if (!(Number.isInteger(sizes) && sizes >= 1))
    throw new RangeError(`grid is ${grid} (expected a power of two, at least 2)`);
  return sizes + 1;
}

/** ln of the noise level at an angle in quarter turns, held within what networks are trained at. */
const told = (angle: number): number =>
  Math.log(Math.tan((Math.PI / 2) * Math.min(ANGLE_TO, Math.max(ANGLE_FROM, angle))));

/**
 * Shortcut models on data of a domain, with no teacher (Frans et al. 2025, section 3 and algorithm 1), on the path of the book's networks, whose time is the
 * angle of the noise: jumps are turns (`core/few-steps/turns.ts`), where the paper's are straight. A network that is told the noise level and, by its last
 * attribute, the size of a jump learns F by denoising (no jump, value 0) and jumps by agreement with itself: one of 2^k / grid of the way (value k) shall end
 * where two of half of it end, both by the average of weights. The least pair is of plain steps. The plane's is `net/objective/shortcut.ts`.
 * Data come with attributes; what they say of the last is not looked at. Throws `RangeError` unless `grid` is a power of two, at least 2, and `share` from 0 to 1.
 */
export function imageShortcut({ grid, share }: ImageShortcutOptions): ImageObjective {
  const sizes = jumpSizes(grid) - 1;
  if (!(share >= 0 && share <= 1)) throw new RangeError(`share is ${share} (expected 0 to 1)`);
  return {
    name: 'shortcut',
    batches({ pool, size: numbers, seed, network }) {
      const epochs = new Epochs(seed, pool.count);
      const root = random(seed).split('shortcut');
      let draw = root;
      return ({ step, seen, from, n, size }): LearnedRows => {
        if (from === 0) draw = root.split(step);
        const chosen = Int32Array.from({ length: n }, (_, i) => epochs.at(seen + from + i));
        const jumping = Math.max(0, Math.min(n, Math.round(share * size) - from));
        const place = new Float32Array(n);
        const kinds = new Int32Array(n);
        for (let i = 0; i < n; i++) {
          if (i < jumping) {
            kinds[i] = 1 + draw.integer(sizes);
            const jump = 2 ** kinds[i] / grid;
            place[i] = jump * (1 + draw.integer(1 / jump));
          } else place[i] = ANGLE_FROM + (ANGLE_TO - ANGLE_FROM) * draw.uniform();
        }
        // As it is told; noise alone is told to be the most noise that networks are trained at.
        const logNoise = place.map(told);
        const condition = sized(take(pool.condition, chosen), kinds);
        const x0 = new Float32Array(n * numbers);
        chosen.forEach((row, i) => x0.set(pool.values.subarray(row * numbers, (row + 1) * numbers), i * numbers));
        const epsilon = Float32Array.from({ length: n * numbers }, () => draw.normal());
        const [values, target] = [new Float32Array(n * numbers), new Float32Array(n * numbers)];
        for (let i = 0; i < n; i++) {
          const angle = (Math.PI / 2) * place[i];
          const [alpha, sigma] = [Math.cos(angle), Math.sin(angle)];
          for (let j = i * numbers; j < (i + 1) * numbers; j++) {
            values[j] = alpha * x0[j] + sigma * epsilon[j];
            target[j] = sigma * x0[j] - alpha * epsilon[j];
          }
        }
        if (jumping > 0) {
          const rows = Int32Array.from({ length: jumping }, (_, i) => i);
          const half = Float64Array.from(rows, (i) => 2 ** (kinds[i] - 1) / grid);
          const asked = sized(
            take(condition, rows),
            kinds.slice(0, jumping).map((kind) => kind - 1),
          );
          const x = values.slice(0, jumping * numbers);
          const first = network('ema')(x, logNoise.slice(0, jumping), asked);
          const middle = turned(x, first, half, new Float32Array(x.length));
          const second = network('ema')(
            middle,
            Float32Array.from(rows, (i) => told(place[i] - half[i])),
            asked,
          );
          target.set(twoTurns(x, first, second, half));
        }
        return { values, n, logNoise, condition, target, place };
      };
    },
  };
}

/** The same condition with these values of its last attribute. */
function sized(condition: Condition, kinds: Int32Array): Condition {
  if (condition.kind !== 'attributes')
    throw new RangeError(
      `a shortcut model of data with ${condition.kind} (expected attributes, the last for the jump)`,
    );
  return { kind: 'attributes', fields: [...condition.fields.slice(0, -1), kinds] };
}

/** A network that learned so as what `turnJumps` are made with; `condition` says of each row what the data say, and its last attribute is not looked at. */
export function shortcutTurner(ask: Ask, grid: number, condition: Condition): Turner {
  return (x, angle, size, out) => {
    const n = x.data.length / x.dim;
    const kind = Math.log2(size * grid);
    if (!(Number.isInteger(kind) && kind >= 1 && kind < jumpSizes(grid)))
      throw new RangeError(`a jump of ${size} (expected 2 / ${grid} times a power of two, at most 1)`);
    out.data.set(
      ask(
        Float32Array.from(x.data),
        new Float32Array(n).fill(told(angle)),
        sized(condition, new Int32Array(n).fill(kind)),
      ),
    );
  };
}

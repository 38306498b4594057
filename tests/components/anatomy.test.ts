import { describe, expect, it } from 'vitest';
import { packAnswer, unpackAnswer } from '../../components/figure/Anatomy/built';
import { costsOf, denoiser, textEncoder, totalOf } from '../../components/figure/Anatomy/costs';
import { costText, flopsText } from '../../components/figure/Anatomy/CostPanel';
import { blockNames, diagrams, sizes, systems } from '../../components/figure/Anatomy/diagrams';
import { beyond, imagenStep, shownOf } from '../../components/figure/Anatomy/imagen';
import { askedOf, stableStep, wordNames } from '../../components/figure/Anatomy/stable';
import { askedText, stableSummary } from '../../components/figure/Anatomy/stable-labels';
import { linesOf } from '../../components/figure/Anatomy/StableThumbs';
import { stableOff } from '../../components/figure/Anatomy/StableThumbs';
import {
  anatomyFigure,
  imagenRequest,
  openBlock,
  pictureOf,
  requestKey,
  shownSteps,
  stableRequest,
  unclipRequest,
  type AnatomySettings,
} from '../../components/figure/Anatomy/state';
import { cosine, unclipStep } from '../../components/figure/Anatomy/unclip';
import { quoted } from '../../components/figure/Anatomy/words';
import { shippedSpatial } from '../../src/core/image-network/autoencoder';
import { shippedUNet } from '../../src/core/image-network/digits';
import { forwardFlops } from '../../src/core/image-network/flops';
import { samplers } from '../../src/core/sampler/index';
import { checkAnatomySpec, type Anatomy } from '../../src/engine/kinds/shipped/anatomy';
import { checkCascadeSpec, type Cascaded } from '../../src/engine/kinds/shipped/cascade';
import { checkUnclipSpec, type Unclipped } from '../../src/engine/kinds/shipped/unclip';
import { flow } from '../../src/picture/flow';

const { settings } = anatomyFigure.parse({});
const set = (change: Partial<AnatomySettings>): AnatomySettings => ({ ...settings, ...change });
const ramp = (length: number, by = 1) => Float32Array.from({ length }, (_, i) => by * (i + 1));

/** An answer in arithmetic: two steps, three words. */
const found: Anatomy = {
  embedded: ramp(6),
  encoded: ramp(6),
  textChannels: 2,
  looking: new Float32Array(9).fill(1 / 3),
  source: null,
  times: Float64Array.of(1, 0.1, 0),
  sigmas: Float64Array.of(30, 3, 0),
  x: ramp(3 * 196),
  told: ramp(2 * 196, 2),
  untold: ramp(2 * 196),
  guess: ramp(2 * 196, 3),
  attention: new Float32Array(2 * 3 * 49).map((_, i) => Math.floor(i / 49)),
  decoded: new Float32Array(0),
  undone: new Float32Array(0),
  picture: new Float32Array(784).fill(-0.4),
  evaluations: 2,
  backend: 'simd',
  milliseconds: 1,
};

describe('the diagrams', () => {
  it('have a name for every block and lie without collision both ways', () => {
    for (const system of systems) {
      const { blocks, titles, opened } = diagrams[system];
      expect(Object.keys(titles).sort()).toEqual(blocks.map(({ id }) => id).sort());
      expect(titles).toHaveProperty(opened);
      for (const direction of ['across', 'down'] as const) {
        const { boxes, width } = flow(diagrams[system], direction, sizes[direction]);
        expect(boxes).toHaveLength(blocks.length);
        // A page is as wide as seven blocks, a phone as three.
        expect(width).toBeLessThanOrEqual(direction === 'across' ? 980 : 400);
      }
    }
  });

  it('lead every block to the picture', () => {
    for (const system of systems) {
      const { blocks, arrows } = diagrams[system];
      const end = system === 'imagen' ? 'stage28' : 'picture';
      const reached = new Set([end]);
      for (let i = 0; i < blocks.length; i++) for (const { from, to } of arrows) if (reached.has(to)) reached.add(from);
      expect([...reached].sort()).toEqual(blocks.map(({ id }) => id).sort());
    }
  });
});

describe('the anatomy’s state', () => {
  it('opens what the system has, and what it opens with where it has not', () => {
    expect(openBlock(settings)).toBe('denoiser');
    expect(openBlock(set({ block: 'none' }))).toBeNull();
    expect(openBlock(set({ block: 'scheduler' }))).toBe('scheduler');
    expect(openBlock(set({ system: 'imagen', block: 'scheduler' }))).toBe('augment14');
    expect(blockNames).toContain('prior');
  });

  it('asks questions that pass their checks, whatever is switched', () => {
    for (const change of [
      {},
      { guided: false, words: false, every: false },
      { start: 'picture', strength: 0.1 },
      { sampler: 'heun', steps: 40 },
    ] as const)
      expect(() => checkAnatomySpec(stableRequest(set(change)))).not.toThrow();
    for (const from of ['text', 'picture', 'between', 'difference'] as const)
      expect(() => checkUnclipSpec(unclipRequest(set({ from })))).not.toThrow();
    for (const threshold of ['none', 'static', 'dynamic'] as const)
      expect(() => checkCascadeSpec(imagenRequest(set({ threshold })))).not.toThrow();
  });

  it('says what is switched off by leaving it out', () => {
    expect(stableRequest(settings)).toMatchObject({ guidance: settings.w, words: true, every: true });
    expect(stableRequest(set({ guided: false }))).not.toHaveProperty('guidance');
    expect(stableRequest(settings)).not.toHaveProperty('from');
    expect(stableRequest(set({ start: 'picture', digit: 5 })).from?.picture).toEqual(pictureOf(5));
    expect(unclipRequest(set({ prior: false })).source).toMatchObject({ kind: 'text', prior: false });
    expect(imagenRequest(set({ words: false })).text).toBe('');
  });

  it('asks anew for what changes the answer, and for nothing else', () => {
    const key = requestKey(settings);
    for (const same of [{ step: 7 }, { block: 'decoder' }, { digit: 5 }, { threshold: 'none' }] as const)
      expect(requestKey(set(same))).toBe(key);
    for (const other of [
      { prompt: 'a 3' },
      { seed: 8 },
      { steps: 11 },
      { sampler: 'heun' },
      { guided: false },
      { w: 3 },
      { words: false },
      { every: false },
      { start: 'picture' },
    ] as const)
      expect(requestKey(set(other))).not.toBe(key);
    const begun = (digit: number) => requestKey(set({ start: 'picture', digit }));
    expect(begun(5)).not.toBe(begun(6));
  });

  it('knows how many steps there are to show', () => {
    expect(shownSteps(settings)).toBe(10);
    expect(shownSteps(set({ start: 'picture', strength: 0.3 }))).toBe(3);
    expect(shownSteps(set({ system: 'imagen' }))).toBe(30);
    expect(shownSteps(set({ system: 'unclip' }))).toBe(20);
    expect(shownSteps(set({ system: 'unclip', prior: false }))).toBe(10);
  });

  it('refuses a link that means nothing, in words', () => {
    const { settings: kept, problems } = anatomyFigure.parse({ system: 'dall-e', block: 'roof', steps: 1, w: 99 });
    expect(kept).toEqual(settings);
    expect(problems.join(' ')).toContain('system is "dall-e" (expected stable-diffusion, unclip, imagen)');
    expect(problems).toHaveLength(4);
  });
});

describe('costs', () => {
  const cost = (s: AnatomySettings, block: string | null) => costsOf(s).find((one) => one.block === block)!;

  it('are the operations of the networks that run, as often as they run', () => {
    const words = forwardFlops(textEncoder(denoiser));
    expect(words).toBeGreaterThan(0);
    expect(cost(settings, 'denoiser')).toMatchObject({ flops: forwardFlops(denoiser) - words, runs: 20 });
    expect(cost(settings, 'text')).toMatchObject({ flops: words, runs: 2 });
    expect(cost(settings, 'decoder')).toMatchObject({ flops: forwardFlops(shippedSpatial.decoder), runs: 1 });
    const beside = costsOf(settings).filter(({ block }) => block === null);
    expect(beside.map(({ label, flops, runs }) => [label, flops, runs])).toEqual([
      ['Previews', forwardFlops(shippedSpatial.decoder), 10],
      ['In pixels', forwardFlops(shippedUNet), 20],
    ]);
    expect(costsOf(settings).some(({ block }) => block === 'encoder')).toBe(false);
  });

  it('follow what is switched', () => {
    expect(cost(set({ guided: false }), 'denoiser').runs).toBe(10);
    expect(costsOf(set({ every: false })).some(({ label }) => label === 'Previews')).toBe(false);
    expect(cost(set({ start: 'picture', strength: 0.5 }), 'denoiser').runs).toBe(10);
    expect(cost(set({ start: 'picture' }), 'encoder').runs).toBe(1);
    expect(samplers.heun.evaluationsPerStep).toBe(2);
    expect(cost(set({ sampler: 'heun', guided: false }), 'denoiser').runs).toBe(19);
    expect(cost(set({ system: 'imagen' }), 'stage28').runs).toBe(10);
    expect(cost(set({ system: 'imagen' }), 'base').runs).toBe(20);
    expect(costsOf(set({ system: 'unclip', prior: false })).some(({ block }) => block === 'prior')).toBe(false);
  });

  it('add up without what they are held against', () => {
    const costs = costsOf(settings);
    const own = costs.filter(({ block }) => block !== null);
    expect(totalOf(costs)).toBe(own.reduce((sum, { flops, runs }) => sum + flops * runs, 0));
    expect(flopsText(5_120_000)).toBe('5.1 MFLOP');
    expect(costText({ block: 'a', label: 'A', flops: 2000, runs: 3 })).toBe('3 × 2.0 kFLOP');
  });
});

describe('a step of the latent system', () => {
  it('takes its own rows of every tensor', () => {
    const step = stableStep(found, 1);
    expect([step.sigma, step.next]).toEqual([3, 0]);
    expect(step.before[0]).toBeCloseTo(197 / Math.sqrt(10), 4);
    expect(step.after[0]).toBe(393);
    expect(step.difference[5]).toBe(step.told[5] - step.untold[5]);
    expect(step.attention.map((map) => map[0])).toEqual([3, 4, 5]);
    // The last step's picture is the picture, decoded or not; the others have none.
    expect(step.decoded).toBe(found.picture);
    expect(stableStep(found, 0).decoded).toBeNull();
  });

  it('names the words that were heard', () => {
    expect(wordNames(set({ prompt: 'a bold 7' }), found)).toEqual(['a', 'bold', '7']);
    expect(wordNames(set({ words: false }), { ...found, embedded: ramp(2) })).toEqual(['(nothing)']);
    expect(stableOff(set({ words: false }), 'text')).toBe(true);
    expect(stableOff(settings, 'encoder')).toBe(true);
    expect(stableOff(set({ start: 'picture' }), 'encoder')).toBe(false);
  });

  it('measures what was asked for on what came', () => {
    const [asked] = askedOf('a bold 7', pictureOf(7));
    expect(asked.attribute).toBe('thickness');
    expect(askedOf('a not bold 7', pictureOf(7))[0].kept).toBe(!asked.kept);
    expect(askedText('a 7', pictureOf(7))).toBe('no thickness, slant or width was asked for');
    expect(askedText('a bold 7', found.picture)).toBe('bold: no ink to measure');
    expect(stableSummary(settings, found, 0)).toContain('step 1 of 2: noise 30 to 3.0');
  });

  it('shortens what is long where it is quoted', () => {
    expect(quoted(' a 7 ')).toBe('“a 7”');
    expect(quoted('a '.repeat(5000))).toHaveLength(62);
    expect(quoted('  ')).toBe('“”, which asks for nothing');
    expect(stableSummary(set({ prompt: 'x'.repeat(10_000) }), found, 0).length).toBeLessThan(600);
  });

  it('breaks a prompt into lines that fit', () => {
    expect(linesOf('a bold slanted seven')).toEqual(['a bold slanted', 'seven']);
    expect(linesOf('a b c d e f g h i j k l m n o p q r s t u v w x y z a b c')).toHaveLength(4);
    expect(linesOf('supercalifragilistic')[0]).toHaveLength(14);
  });
});

describe('a step of the cascade', () => {
  const stage = (side: 7 | 14 | 28) => ({
    side,
    x: new Float32Array(side * side).fill(side),
    given: side === 7 ? null : new Float32Array(side * side),
    times: Float64Array.of(1, 0.5, 0),
    states: [0, 1, 2].map((i) => new Float32Array(side * side).fill(i)),
    guesses: [0, 1, 2].map((i) => new Float32Array(side * side).fill(10 + i)),
    milliseconds: 1,
  });
  const cascade: Cascaded = {
    x: new Float32Array(784),
    text: ramp(32),
    stages: [stage(7), stage(14), stage(28)],
    judgement: null,
    backend: 'simd',
  };

  it('goes through the stages one after the other', () => {
    const sides = [0, 1, 2, 3, 4, 5].map((i) => imagenStep(cascade, i)).map(({ side, of }) => [side, of]);
    expect(sides).toEqual([
      [7, 0],
      [7, 1],
      [14, 0],
      [14, 1],
      [28, 0],
      [28, 1],
    ]);
    expect(imagenStep(cascade, 99)).toMatchObject({ side: 28, of: 1 });
    const now = imagenStep(cascade, 2);
    expect([now.state[0], now.guess[0]]).toEqual([0, 11]);
    expect(shownOf(cascade, 7, now)![0]).toBe(7);
    expect(shownOf(cascade, 14, now)![0]).toBe(11);
    expect(shownOf(cascade, 28, now)).toBeNull();
  });

  it('counts pixels beyond paper and ink', () => {
    expect(beyond(Float32Array.of(0, 1, 1.5, -0.25))).toEqual({ share: 0.5, farthest: 0.5 });
    expect(beyond(Float32Array.of(0, 1)).share).toBe(0);
  });
});

describe('a step of unCLIP', () => {
  const path = (size: number) => ({
    times: Float64Array.of(1, 0.5, 0),
    states: [0, 1, 2].map((i) => new Float32Array(size).fill(i)),
    guesses: [0, 1, 2].map((i) => new Float32Array(size).fill(10 + i)),
  });
  const unclipped = {
    prior: path(32),
    decoder: { ...path(32), pictures: [0, 1, 2].map((i) => new Float32Array(784).fill(i)) },
  } as unknown as Unclipped;

  it('is the prior’s first, then the decoder’s', () => {
    expect(unclipStep(unclipped, 1)).toMatchObject({ part: 'prior', of: 1, picture: null });
    const drawn = unclipStep(unclipped, 2);
    expect(drawn).toMatchObject({ part: 'decoder', of: 0 });
    expect(drawn.picture![0]).toBe(1);
    expect(unclipStep({ ...unclipped, prior: null }, 0).part).toBe('decoder');
    expect(() => unclipStep({ ...unclipped, decoder: null }, 0)).toThrow('an answer without steps');
  });

  it('knows the cosine', () => {
    expect(cosine([1, 0], [1, 1])).toBeCloseTo(Math.SQRT1_2, 10);
    expect(cosine([1, 2], [-2, -4])).toBeCloseTo(-1, 10);
  });
});

describe('what travels in the page', () => {
  it('comes out again, tensors to a 254th of their greatest number', () => {
    const back = unpackAnswer(JSON.parse(JSON.stringify(packAnswer(found)))) as Anatomy;
    expect(back.sigmas).toEqual(found.sigmas);
    expect(back.source).toBeNull();
    expect(back.backend).toBe('simd');
    for (const name of ['x', 'told', 'attention', 'picture'] as const) {
      const most = Math.max(...found[name].map(Math.abs));
      const worst = Math.max(...found[name].map((v, i) => Math.abs(v - back[name][i])));
      expect(worst).toBeLessThanOrEqual(most / 253);
    }
    expect(unpackAnswer(packAnswer([new Float32Array(2), 'a', null]))).toEqual([new Float32Array(2), 'a', null]);
  });
});

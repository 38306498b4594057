/** Pictures brought from one kind to another, and what is measured of them. */
import { measures, onPaper } from '../../../../core/caption/index';
import { asShown } from '../../../../core/image-network/pixels';
import type { ImageClassifier } from '../../../../net/image/classifier';
import { bridged, changed, edited, type TranslationStep } from '../../../../net/image/translation/translate';
import type { Backend } from '../../../backends';
import type { Listener } from '../../../worker/half';
import { yielding } from '../../../worker/yield';
import { inkError, inUnits, pictureSize } from '../pixels';
import {
  translationSteps,
  type Translated,
  type TranslationProgress,
  type TranslationReadings,
  type TranslationSpec,
} from '../translation';
import { judged } from './judge';
import type { DigitNetworks } from './networks';

export async function translate(
  spec: TranslationSpec,
  networks: DigitNetworks,
  { tell, gone }: Listener<TranslationProgress>,
): Promise<Translated> {
  const { how, evaluations = translationSteps, pixels = 'standard' } = spec;
  const source = inUnits(spec.picture, pixels, 'standard');
  const { steps, backend } = await stepsOf(spec, source, networks);
  const [judge, domain] = await Promise.all([networks.judge(), networks.domain()]);
  const begun = performance.now();
  const rest = yielding(gone);
  const all = how.way === 'bridge' ? 2 * evaluations : evaluations;
  const route: { sigma: number; x: Float32Array }[] = [];
  let last = new Float32Array(0);
  for (const { sigma, x } of steps) {
    const shrunk = Float64Array.from(x.data.subarray(0, pictureSize), (v) => v / Math.hypot(1, sigma));
    const state = { sigma, x: inUnits(shrunk, 'standard', pixels) };
    route.push(state);
    tell({ sigma, x: state.x.slice(), done: Math.min(1, (route.length - 1) / all) });
    last = Float32Array.from(x.data);
    await rest();
  }
  return {
    x: inUnits(last, 'standard', pixels),
    route,
    readings: await readingsOf(last, source, judge, domain, rest),
    source: await readingsOf(source, source, judge, domain, rest),
    backend,
    milliseconds: performance.now() - begun,
  };
}

async function stepsOf(
  { how, count, label, seed, evaluations = translationSteps }: TranslationSpec,
  source: Float32Array,
  networks: DigitNetworks,
): Promise<{ readonly steps: Iterable<TranslationStep>; readonly backend: Backend }> {
  const data = new Float64Array(count * pictureSize);
  for (let i = 0; i < count; i++) data.set(source, i * pictureSize);
  const rows = { x: { data, dim: pictureSize }, labels: new Array<number>(count).fill(label), evaluations };
  if (how.way === 'pairs') {
    const trainer = await networks.changes();
    return { steps: changed(trainer, how.change, rows, seed), backend: trainer.backend as Backend };
  }
  const model = { hand: () => networks.trainer(), type: () => networks.type() };
  const to = await model[how.to]();
  const backend = to.backend as Backend;
  if (how.way === 'bridge') {
    const from = await model[how.to === 'type' ? 'hand' : 'type']();
    return { steps: bridged(from, to, rows), backend };
  }
  return { steps: edited(to, rows, { ...how, seed }), backend };
}

/** What is measured of pictures [n, 784] in standard units, as they are shown. */
async function readingsOf(
  x: Float32Array,
  source: Float32Array,
  judge: ImageClassifier,
  domain: ImageClassifier,
  rest: () => Promise<void>,
): Promise<TranslationReadings> {
  const n = x.length / pictureSize;
  const shown = asShown(x),
    before = asShown(source);
  const { logProbabilities } = domain.judge(shown);
  const ink = inUnits(shown, 'standard', 'ink');
  const { thickness, slant } = measures(
    onPaper({ data: Float64Array.from(ink, (v) => Math.min(1, Math.max(0, v))), dim: pictureSize }),
    28,
  );
  return {
    judgement: await judged(judge, x, 'standard', rest),
    type: Float64Array.from({ length: n }, (_, i) => Math.exp(logProbabilities[2 * i + 1])),
    measures: { thickness, slant },
    apart: Float64Array.from({ length: n }, (_, i) =>
      Math.sqrt(inkError(shown.subarray(i * pictureSize, (i + 1) * pictureSize), before)),
    ),
  };
}

import { askedPairs, askedPrompts, attributeNames } from '../../../src/core/caption';
import { forwardFlops, trainingFlops } from '../../../src/core/image-network/flops';
import type { ShapedNetwork } from '../../../src/core/image-network/description';
import { spatialDomain } from '../../../src/core/image-network/autoencoder';
import { bind } from '../../../src/core/image-network/parameters';
import { textDenoiser } from '../../../src/core/image-network/text';
import { textTransformer } from '../../../src/core/image-network/text-transformer';
import type { ImageClassifier } from '../../../src/net/image/classifier';
import type { AutoencoderTrainer } from '../../../src/net/image/autoencoder/trainer';
import { createSimdDevice } from '../../../src/net/image/simd/device';
import { shippedPairs, shippedText } from '../../../src/core/image-network/text-shipped';
import { asShown } from '../../../src/core/image-network/pixels';
import { shippedTextSettings } from '../../../src/net/image/text/shipped';
import { ImageTrainer } from '../../../src/net/image/trainer';
import { askedInWords, type AskedInWords, type WordsSet, type WordsVariant } from '../../../src/record/asked-in-words';
import { captionedDigits, factsIn, spatialCodec, type Captioned } from '../../train/captioned';
import { machine, readShipped, type DigitSplit } from '../../train/files';
import { standard } from '../../train/measure';
import { foundIn, foundInPairs, pairSharesOf, picturesOf, sharesOf } from '../../train/measure-words';
import { run } from '../../train/run';
import { judgedDigits } from '../judged';
import { keepForLater, kept, tell } from '../kept';
import { beside, measured } from '../measurement';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const GUIDANCE = [0, 1, 2, 4];
const PAIR_GUIDANCE = [0, 2, 4];
const EVALUATIONS = 10;
/** Of the smaller trainings: guidance, and floating-point operations of each. */
const VARIANT_GUIDANCE = 2;
const VARIANT_FLOPS = 1.2e12;

const encoder = { channels: 48, blocks: 1, heads: 2 };
/** Each differs in one thing from the first, at about as many operations an evaluation; the transformer in all but how it is told. */
const variants: Readonly<Record<string, ShapedNetwork>> = {
  'attention and mean': textDenoiser([7, 7], { name: 'words by attention and mean' }),
  'attention alone': textDenoiser([7, 7], { name: 'words by attention alone', told: 'attention' }),
  'mean alone': textDenoiser([7, 7], { name: 'words by their mean alone', told: 'mean' }),
  'bag of words': textDenoiser([7, 7], { name: 'a bag of words', text: { ...encoder, order: false } }),
  transformer: textTransformer([7, 7], { name: 'transformer told words', width: 32, blocks: 4 }),
};

async function network(settings: (typeof shippedTextSettings)['text' | 'pairs'], weights: Float32Array) {
  const trainer = new ImageTrainer(await createSimdDevice(bind(settings.network)), settings);
  trainer.load({ weights });
  return trainer;
}

async function prepared() {
  const { split, judge, hash } = await judgedDigits();
  const one = await spatialCodec(split.hash);
  const two = await spatialCodec(split.hash, 'pair');
  const text = readShipped('text', shippedText, split.hash);
  const pairs = readShipped('pairs', shippedPairs, split.hash);
  const [encoderHash, decoderHash] = one.hash.split(' ');
  return {
    split,
    judge,
    codec: one.codec,
    pairCodec: two.codec,
    text: await network(shippedTextSettings.text, text.weights),
    pairs: await network(shippedTextSettings.pairs, pairs.weights),
    manifests: { text: text.manifest, pairs: pairs.manifest },
    weights: {
      text: text.manifest.weights.hash,
      pairs: pairs.manifest.weights.hash,
      'spatial-encoder': encoderHash,
      'spatial-decoder': decoderHash,
      classifier: hash,
    },
  };
}

const prompts = askedPrompts();
const pairPrompts = askedPairs();

function oneSet(
  trainer: ImageTrainer,
  codec: AutoencoderTrainer,
  judge: ImageClassifier,
  { guidance, seed }: { readonly guidance: number; readonly seed: number },
): WordsSet {
  const said = prompts.map(({ prompt }) => prompt);
  const pictures = picturesOf(trainer, codec, said, { guidance, seed, evaluations: EVALUATIONS });
  return { seed, ...sharesOf(prompts, foundIn(judge, pictures)) };
}

function onePairSet(
  trainer: ImageTrainer,
  codec: AutoencoderTrainer,
  judge: ImageClassifier,
  { guidance, seed }: { readonly guidance: number; readonly seed: number },
): { readonly seed: number; readonly parts: Record<string, number> } {
  const said = pairPrompts.map(({ prompt }) => prompt);
  const pictures = picturesOf(trainer, codec, said, { guidance, seed, evaluations: EVALUATIONS, of: 'pair' });
  return { seed, parts: pairSharesOf(pairPrompts, foundInPairs(judge, pictures)) };
}

/** Held-out digits through the autoencoder: which keep their class, and of what captions tell, their values. */
function ceiling({ heldOut }: DigitSplit, codec: AutoencoderTrainer, judge: ImageClassifier): Record<string, number> {
  const { facts } = factsIn(heldOut);
  const back = foundIn(judge, asShown(codec.decode(codec.encode(standard(heldOut)).means)));
  const share = (keeps: readonly boolean[]) => keeps.filter(Boolean).length / keeps.length;
  return {
    class: share(back.map(({ digit }, i) => digit === facts[i].digit)),
    ...Object.fromEntries(
      attributeNames.map((name) => [
        name,
        share(back.flatMap(({ values }, i) => (facts[i][name] === null ? [] : values[name] === facts[i][name]))),
      ]),
    ),
  };
}

/** A smaller training to its end; undefined where it was stopped. */
async function trained(
  name: string,
  captioned: Captioned,
  identity: string,
  minutes: number,
): Promise<(Omit<WordsVariant, 'sets'> & { readonly trainer: ImageTrainer }) | undefined> {
  const of = variants[name];
  const { network: _shipped, decaySteps: _steps, ...how } = shippedTextSettings.text;
  const steps = Math.round(VARIANT_FLOPS / (how.batchSize * trainingFlops(of)));
  const settings = { ...how, network: of, domain: spatialDomain, decaySteps: steps };
  const trainer = new ImageTrainer(await createSimdDevice(bind(of)), settings, captioned.objective);
  trainer.setData(captioned.data);
  const seconds = await run(trainer, {
    name: `words-${name.replaceAll(' ', '-')}`,
    total: steps,
    identity: JSON.stringify([settings, identity]),
    fresh: false,
    minutes,
  });
  if (seconds === undefined) return undefined;
  const { ema, images } = trainer.save();
  trainer.load({ weights: ema });
  return {
    name,
    parameters: trainer.parameters,
    flops: forwardFlops(of),
    training: images * trainingFlops(of),
    images,
    trainer,
  };
}

export const measurement = measured<AskedInWords>({
  digits: 4,
  indent: 1,
  measure: async ({ quick, fresh, minutes }, keep) => {
    const { split, judge, codec, pairCodec, text, pairs, manifests, weights } = await prepared();
    const path = '.cache/evaluate/words.json';
    const identity = JSON.stringify([prompts, pairPrompts, EVALUATIONS]);
    const before = quick || fresh ? undefined : kept<Readonly<Record<string, unknown>>>(path, identity);
    const found: Record<string, unknown> = { ...before };
    const begun = performance.now();
    const left = () => minutes - (performance.now() - begun) / 60_000;
    /** Once for each key, which names all that decides it; throws `stopped` when the time is up. */
    const once = <T>(key: string, measure: () => T): T => {
      if (!Object.hasOwn(found, key)) {
        if (left() <= 0) throw stopped;
        found[key] = measure();
        if (!quick) keepForLater(path, identity, found);
        tell(key.slice(0, 60));
      }
      return found[key] as T;
    };
    const stopped = new Error('stopped; the same command goes on from here');
    const seeds = quick ? SEEDS.slice(0, 1) : SEEDS;
    const base = `${weights['spatial-encoder']} ${weights['spatial-decoder']} ${weights.classifier}`;
    try {
      const rows = GUIDANCE.map((guidance) => ({
        guidance,
        sets: seeds.map((seed) =>
          once(`text ${weights.text} ${base} ${guidance} ${seed}`, () =>
            oneSet(text, codec, judge, { guidance, seed }),
          ),
        ),
      }));
      const pairRows = PAIR_GUIDANCE.map((guidance) => ({
        guidance,
        sets: seeds.map((seed) =>
          once(`pairs ${weights.pairs} ${base} ${guidance} ${seed}`, () =>
            onePairSet(pairs, pairCodec, judge, { guidance, seed }),
          ),
        ),
      }));
      if (quick) {
        tell(JSON.stringify({ rows: rows.map(({ guidance, sets }) => [guidance, sets[0].parts]), pairRows }, null, 1));
        return 0;
      }
      const captioned = captionedDigits(split.train, codec);
      const smaller: WordsVariant[] = [];
      // What was asked of the shipped networks stands alone; each smaller training is a line more.
      const keepAll = () => {
        keep({
          command: askedInWords.command,
          machine: machine(),
          weights,
          prompts: prompts.length,
          pairPrompts: pairPrompts.length,
          evaluations: EVALUATIONS,
          training: {
            text: manifests.text.training.flops,
            textSeconds: manifests.text.training.seconds,
            textFlops: forwardFlops(shippedText),
            pairs: manifests.pairs.training.flops,
            pairsSeconds: manifests.pairs.training.seconds,
            pairsFlops: forwardFlops(shippedPairs),
          },
          keptBack: split.train.labels.length - captioned.rows,
          digits: split.train.labels.length,
          rows,
          pairs: pairRows,
          ceiling: ceiling(split, codec, judge),
          variants: smaller,
        });
      };
      keepAll();
      for (const name of Object.keys(variants)) {
        const made = await trained(name, captioned, base, left());
        if (!made) return 0;
        const { trainer, ...about } = made;
        const decided = JSON.stringify([shippedTextSettings.text, variants[name], about.images]);
        const sets = seeds.map((seed) =>
          once(`${name} ${base} ${decided} ${seed}`, () =>
            oneSet(trainer, codec, judge, { guidance: VARIANT_GUIDANCE, seed }),
          ),
        );
        smaller.push({ ...about, sets });
        keepAll();
      }
      return 0;
    } catch (error) {
      if (error !== stopped) throw error;
      tell(stopped.message);
      return 0;
    }
  },
  again: async (record) => {
    const { split, judge, codec, text } = await prepared();
    const { guidance, sets } = record.rows[0];
    return [
      ...beside('held-out digits through the autoencoder', record.ceiling, ceiling(split, codec, judge)),
      ...beside(`w ${guidance}, the first set`, sets[0].parts, oneSet(text, codec, judge, { guidance, seed: 1 }).parts),
    ];
  },
});

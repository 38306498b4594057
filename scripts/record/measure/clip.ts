import { measures, onPaper, type Measures } from '../../../src/core/caption/index';
import { cosines, unitRows } from '../../../src/core/contrastive';
import { embeddingSize as size } from '../../../src/core/image-network/contrastive';
import { greyOf } from '../../../src/core/image-network/pixels';
import { spherical } from '../../../src/core/interpolate';
import { frechetToRooted, rooted, sampleMoments } from '../../../src/core/metric/index';
import { mean, standardDeviation } from '../../../src/core/statistics/index';
import { createImageTrainer } from '../../../src/net/image/create';
import { shippedUnclip } from '../../../src/net/image/unclip/settings';
import { clip as record, type ClipRecord, type ClipSet } from '../../../src/record/clip';
import { askedOf, fulfilledBy } from '../../train/asked';
import { captioned } from '../../train/facts';
import { contrastiveMetrics, crowd, embeddedTexts, shippedClip } from '../../train/clip';
import { machine, readShipped } from '../../train/files';
import { picturesOf, priorOf } from '../../train/measure-unclip';
import { standard } from '../../train/measure';
import { shippedCodec } from '../../train/prior';
import { inkOf, judgedDigits } from '../judged';
import { keepForLater, kept, tell } from '../kept';
import { beside, measured } from '../measurement';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const SENTENCES = 300;
const VARIED = 30;
const EACH = 6;
const PAIRS = 40;
const THINNED = 40;
const SHARES = [0, 0.25, 0.5, 0.75, 1];
const TURNS = [0, 0.1, 0.2, 0.3, 0.4];
const instruments = ['thickness', 'slant', 'width'] as const;

async function prepared() {
  const { split, judge, hash, train } = await judgedDigits();
  const { clip, hashes } = await shippedClip(split.hash);
  const { codec, hashes: codecs } = await shippedCodec(split.hash);
  const load = async (part: keyof typeof shippedUnclip) => {
    const { weights, manifest } = readShipped(part, shippedUnclip[part].network, split.hash);
    const trainer = await createImageTrainer('simd', shippedUnclip[part]);
    trainer.load({ weights });
    return { trainer, hash: manifest.weights.hash };
  };
  const [prior, unclip] = [await load('prior'), await load('unclip')];
  const networks = { clip, codec, prior: prior.trainer, unclip: unclip.trainer };
  const held = captioned(split.heldOut);
  const { labels, measured: own } = held;
  const asked = askedOf(held, SENTENCES);
  const texts = embeddedTexts(
    clip,
    asked.map(({ text }) => text),
  );
  const all = standard(split.heldOut);
  const embeddings = clip.pictures(all);
  const rowsOf = (values: Float32Array, rows: readonly number[], width: number) => {
    const out = new Float32Array(rows.length * width);
    rows.forEach((row, i) => out.set(values.subarray(row * width, (row + 1) * width), i * width));
    return out;
  };
  const true_ = asked.map(({ row }) => row);
  const reference = rooted(sampleMoments(train.features));
  const judged = (x: Float32Array) => {
    const seen = clip.pictures(x);
    return {
      fulfilled: fulfilledBy(x, asked, judge),
      frechet: frechetToRooted(reference, sampleMoments(judge.judge(x).features)),
      cosine: mean(
        asked.map((_, i) => {
          const at = (values: Float32Array) => values.subarray(i * size, (i + 1) * size);
          return cosines(at(seen), at(texts), size)[0];
        }),
      ),
    };
  };
  const measuredOf = (x: Float32Array): Measures => measures(onPaper(inkOf(greyOf(x))), 28);

  /** As many digits of every class in turn: the first of each, then the second. */
  const places = Array.from(labels.keys(), (i) => place(labels, i));
  const evenly = [...labels.keys()].sort((a, b) => places[a] - places[b] || labels[a] - labels[b]);

  const variations = (seed: number): ClipSet['variations'] => {
    const rows = evenly.slice(0, VARIED).flatMap((row) => new Array<number>(EACH).fill(row));
    const x = picturesOf(networks, rowsOf(embeddings, rows, size), { seed });
    const found = measuredOf(x);
    const { classes } = judge.judge(x);
    return {
      kept: share(rows, (row, i) => classes[i] === labels[row]),
      ...spreads(found, (i) => Math.floor(i / EACH), rows.length),
    };
  };
  const between = (seed: number): ClipSet['between'] => {
    // Neighbours in `evenly` are of classes that follow each other.
    const ends = Array.from({ length: PAIRS }, (_, i) => [evenly[i], evenly[i + 3]] as const);
    const first: number[] = [],
      second: number[] = [];
    for (const at of SHARES) {
      const way = new Float32Array(PAIRS * size);
      ends.forEach(([a, b], i) => way.set(spherical(row(embeddings, a), row(embeddings, b), at), i * size));
      const { classes } = judge.judge(picturesOf(networks, way, { seed }));
      first.push(share(ends, ([a], i) => classes[i] === labels[a]));
      second.push(share(ends, ([, b], i) => classes[i] === labels[b]));
    }
    return { first, second };
  };
  const bolder = (seed: number): ClipSet['bolder'] => {
    const thin = evenly.filter((i) => held.facts[i].thickness === 'thin').slice(0, THINNED);
    const [from, to] = [embeddedTexts(clip, ['thin']), embeddedTexts(clip, ['bold'])];
    const way = unitRows(
      to.map((v, k) => v - from[k]),
      size,
    );
    const thickness: number[] = [],
      keeping: number[] = [];
    for (const turn of TURNS) {
      const turned = new Float32Array(thin.length * size);
      thin.forEach((one, i) => turned.set(spherical(row(embeddings, one), way, turn), i * size));
      const x = picturesOf(networks, turned, { seed });
      const { classes } = judge.judge(x);
      thickness.push(mean([...measuredOf(x).thickness].filter((v) => !Number.isNaN(v))));
      keeping.push(share(thin, (one, i) => classes[i] === labels[one]));
    }
    return { thickness, kept: keeping };
  };

  const one = (seed: number): ClipSet => {
    const { digits: _digits, ...told } = contrastiveMetrics(clip, held, 100 + seed) as ClipSet['told'] & {
      readonly digits: number;
    };
    return {
      seed,
      told,
      prior: judged(picturesOf(networks, priorOf(networks, texts, { seed }), { seed })),
      direct: judged(picturesOf(networks, texts, { seed })),
      image: judged(picturesOf(networks, rowsOf(embeddings, true_, size), { seed })),
      variations: variations(seed),
      between: between(seed),
      bolder: bolder(seed),
    };
  };
  return {
    one,
    told: (seed: number) => contrastiveMetrics(clip, held, 100 + seed),
    variations,
    real: () => judged(rowsOf(all, true_, 784)),
    withinClass: spreads(own, (i) => labels[i], labels.length),
    weights: { ...hashes, ...codecs, prior: prior.hash, unclip: unclip.hash, classifier: hash },
  };
}

const row = (values: Float32Array, i: number) => values.subarray(i * size, (i + 1) * size);
const share = <T>(of: readonly T[], holds: (one: T, i: number) => boolean): number =>
  of.filter(holds).length / of.length;
/** How many digits of its class come before a digit. */
const place = (labels: Uint8Array, i: number): number =>
  labels.subarray(0, i).filter((label) => label === labels[i]).length;

/** Root mean square, over groups, of an instrument's deviation within each. */
function spreads(of: Measures, group: (i: number) => number, n: number): Record<(typeof instruments)[number], number> {
  const all = Array.from({ length: n }, (_, i) => i);
  const groups = [...new Set(all.map(group))];
  return Object.fromEntries(
    instruments.map((name) => {
      const squares = groups.flatMap((one) => {
        const values = all.filter((i) => group(i) === one && !Number.isNaN(of[name][i])).map((i) => of[name][i]);
        return values.length < 2 ? [] : [standardDeviation(values) ** 2];
      });
      return [name, Math.sqrt(mean(squares))];
    }),
  ) as Record<(typeof instruments)[number], number>;
}

export const measurement = measured<ClipRecord>({
  digits: 5,
  indent: 1,
  measure: async ({ quick, fresh, minutes }, keep) => {
    const begun = performance.now();
    const { one, real, withinClass, weights } = await prepared();
    const path = '.cache/evaluate/clip.json';
    const identity = JSON.stringify([weights, SENTENCES, VARIED, EACH, PAIRS, THINNED, SHARES, TURNS]);
    const found: Record<number, ClipSet> = { ...(quick || fresh ? {} : kept<Record<number, ClipSet>>(path, identity)) };
    for (const seed of quick ? SEEDS.slice(0, 1) : SEEDS) {
      if (Object.hasOwn(found, seed)) continue;
      if (performance.now() - begun > minutes * 60_000) {
        tell('stopped; the same command goes on from here');
        return 0;
      }
      found[seed] = one(seed);
      tell(`${seed}: ${JSON.stringify(found[seed])}`);
      if (!quick) keepForLater(path, identity, found);
    }
    if (quick) return 0;
    keep({
      command: record.command,
      machine: machine(),
      weights,
      crowd,
      sentences: SENTENCES,
      varied: VARIED,
      variationsEach: EACH,
      pairs: PAIRS,
      thinned: THINNED,
      shares: SHARES,
      turns: TURNS,
      real: real(),
      withinClass,
      sets: SEEDS.map((seed) => found[seed]),
    });
    return 0;
  },
  again: async (data) => {
    const { told, variations, real, withinClass } = await prepared();
    const [first] = data.sets;
    const found = real();
    return [
      ...beside('what the encoders tell apart', first.told, told(first.seed)),
      ...beside('variations', first.variations, variations(first.seed)),
      ...beside('held-out digits', data.real, found),
      ...beside('held-out digits', data.real.fulfilled, found.fulfilled),
      ...beside('within a class', data.withinClass, withinClass),
    ];
  },
});

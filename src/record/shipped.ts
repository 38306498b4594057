/** What the manifests of the shipped networks say: not an experiment, but the ledger's page for how they came about and how good they are. */
import { experiment } from './record';
import { fields, number, object, table, text, type Shaped } from './shape';
import { fixed, whole } from './words';

const manifest = fields({
  format: text,
  version: number,
  /** The description of the layers, which `core/image-network/weights-file.ts` checks. */
  network: object,
  parameters: number,
  weights: fields({ encoding: text, bytes: number, hash: text }),
  training: fields({
    command: text,
    seed: number,
    steps: number,
    /** Pictures seen, repeats counted. */
    images: number,
    flops: number,
    dataHash: text,
    machine: text,
    seconds: number,
    settings: object,
  }),
  /** What was measured of these very weights. */
  metrics: table(number),
});

export type Manifest = Shaped<typeof manifest>;

const shape = fields({
  digits: manifest,
  pupil: manifest,
  classifier: manifest,
  'noisy-classifier': manifest,
  'gan-generator': manifest,
  'gan-discriminator': manifest,
  'clip-image': manifest,
  'clip-text': manifest,
  prior: manifest,
  unclip: manifest,
  'cascade-7': manifest,
  'cascade-14': manifest,
  'cascade-28': manifest,
  'flat-encoder': manifest,
  'flat-decoder': manifest,
  'spatial-encoder': manifest,
  'spatial-decoder': manifest,
  'map-encoder': manifest,
  'map-decoder': manifest,
  latent: manifest,
  text: manifest,
  pairs: manifest,
  type: manifest,
  changes: manifest,
  domain: manifest,
});

export type Shipped = Shaped<typeof shape>;
export const shippedNames = [
  'digits',
  'pupil',
  'classifier',
  'noisy-classifier',
  'gan-generator',
  'gan-discriminator',
  'clip-image',
  'clip-text',
  'prior',
  'unclip',
  'cascade-7',
  'cascade-14',
  'cascade-28',
  'flat-encoder',
  'flat-decoder',
  'spatial-encoder',
  'spatial-decoder',
  'map-encoder',
  'map-decoder',
  'latent',
  'text',
  'pairs',
  'type',
  'changes',
  'domain',
] as const satisfies readonly (keyof Shipped)[];

export const shipped = experiment({
  name: 'shipped',
  says: 'the manifests under `public/weights`',
  command: 'npm run train',
  takes: 'an hour in all',
  shape,
  sentences: {
    'digits-parameters': ({ digits }: Shipped) => whole(digits.parameters),
    'digits-parameters-thousands': ({ digits }: Shipped) => fixed(digits.parameters / 1000, 0),
    'digits-kilobytes': ({ digits }: Shipped) => fixed(digits.weights.bytes / 1000, 0),
    'digits-minutes': ({ digits }: Shipped) => fixed(digits.training.seconds / 60, 0),
    'pupil-kilobytes': ({ pupil }: Shipped) => fixed(pupil.weights.bytes / 1000, 0),
    'judge-accuracy': ({ classifier }: Shipped) => `${fixed(100 * classifier.metrics.heldOutAccuracy, 1)} %`,
    'gan-frechet': (all: Shipped) => fixed(all['gan-generator'].metrics.frechet, 1),
  },
});

import type {
  Activation,
  ImageNetwork,
  Layer,
  Network,
  ShapedNetwork,
} from '../../../src/core/image-network/description';
import { digitUNet } from '../../../src/core/image-network/digits';
import { textDenoiser } from '../../../src/core/image-network/text';
import { textTransformer } from '../../../src/core/image-network/text-transformer';

const embedding = { width: 8, frequencies: 3, classes: 4 };

/** On pictures of 6 x 6 x 4, told nothing. */
const small = (name: string, layers: readonly Layer[], more: Partial<ImageNetwork> = {}): ImageNetwork => ({
  name,
  side: 6,
  channels: 4,
  layers,
  ...more,
});

/** On sequences of 5 x 4, told nothing. */
const shaped = (name: string, layers: readonly Layer[], more: Partial<ShapedNetwork> = {}): ShapedNetwork => ({
  name,
  extent: [5],
  channels: 4,
  layers,
  ...more,
});

const activation = (kind: Activation): Layer => ({ kind: 'activation', function: kind });
const convolution = (size: 1 | 3, from: number, to: number): Layer => ({ kind: 'convolution', size, from, to });
const film: Layer = { kind: 'film', channels: 4, embedding: 8 };
const crossed: Layer = { kind: 'cross-attention', channels: 4, heads: 2, context: { length: 3, channels: 6 } };

const onPictures: readonly Network[] = [
  small('convolution 3 x 3', [convolution(3, 4, 5)]),
  small('convolution of one channel', [convolution(3, 1, 3)], { channels: 1 }),
  small('convolution 1 x 1', [convolution(1, 4, 6)]),
  small('linear', [{ kind: 'flatten' }, { kind: 'linear', from: 144, to: 11 }]),
  small('norm', [{ kind: 'norm', channels: 4, groups: 2 }]),
  small('norm of groups across vectors', [{ kind: 'norm', channels: 12, groups: 2 }], { channels: 12 }),
  small('silu', [activation('silu')]),
  small('relu', [activation('relu')]),
  small('leaky', [activation('leaky')]),
  small('told the class alone', [film], { embedding: { ...embedding, frequencies: 0 } }),
  small('film', [film, film], { embedding }),
  small('to depth and space', [{ kind: 'to-depth' }, convolution(1, 16, 8), { kind: 'to-space' }]),
  small('to depth and space by three', [
    { kind: 'to-depth', factor: 3 },
    convolution(1, 36, 18),
    { kind: 'to-space', factor: 3 },
  ]),
  small('pool', [{ kind: 'pool' }, { kind: 'pool' }]),
  small('residual', [{ kind: 'residual', name: 'r', inner: [convolution(3, 4, 4)] }]),
  digitUNet({ name: 'narrow digit U-Net', channels: [8, 12], groups: [2, 4], dense: { channels: 3, hidden: 16 } }),
  shaped(
    'picture that is not square',
    [
      convolution(3, 4, 8),
      { kind: 'to-space' },
      convolution(3, 2, 4),
      { kind: 'pool' },
      { kind: 'norm', channels: 4, groups: 2 },
    ],
    { extent: [3, 6] },
  ),
];

const encoder = { channels: 8, blocks: 1, heads: 2 };
const told = { width: 8, blocks: 1, text: encoder, length: 3, vocabulary: 7 };
/** Of captions: all layers of the shipped ones, narrow. */
const ofCaptions: readonly Network[] = [
  textDenoiser([2, 3], { ...told, dense: { channels: 2, hidden: 8 }, name: 'narrow text denoiser' }),
  textTransformer([2, 2], { ...told, name: 'narrow text transformer' }),
];

const flatAndBack: Network = shaped(
  'flat and back, not square',
  [
    { kind: 'flatten' },
    { kind: 'linear', from: 24, to: 18 },
    { kind: 'picture', extent: [3, 2], channels: 3 },
    convolution(3, 3, 4),
  ],
  { extent: [2, 3] },
);

const onSequences: readonly Network[] = [
  shaped('convolution along a sequence', [{ kind: 'convolution-1d', size: 3, from: 4, to: 6 }]),
  shaped('convolution along a sequence by strides', [
    { kind: 'convolution-1d', size: 5, stride: 2, from: 4, to: 5 },
    { kind: 'convolution-1d', size: 2, from: 5, to: 3 },
  ]),
  shaped(
    'to depth and space along a sequence',
    [{ kind: 'to-depth-1d', factor: 3 }, convolution(1, 12, 8), { kind: 'to-space-1d', factor: 2 }],
    { extent: [6] },
  ),
  shaped('layer norm', [{ kind: 'layer-norm', channels: 6 }], { channels: 6 }),
  shaped('RMS norm', [{ kind: 'rms-norm', channels: 6 }], { channels: 6 }),
  shaped(
    'norms told the noise and the class',
    [
      { kind: 'layer-norm', channels: 4, embedding: 8 },
      convolution(1, 4, 4),
      { kind: 'rms-norm', channels: 4, embedding: 8 },
    ],
    { embedding },
  ),
  shaped('attention', [{ kind: 'attention', channels: 6, heads: 2 }], { channels: 6 }),
  shaped('attention in a picture', [{ kind: 'attention', channels: 4, heads: 1 }], { extent: [2, 3] }),
  shaped('cross-attention', [crossed, crossed], { context: { length: 3, channels: 6, layers: [] } }),
  shaped('cross-attention to a context of layers', [crossed], {
    context: {
      length: 3,
      channels: 1,
      layers: [
        { kind: 'tokens', vocabulary: 7, to: 6 },
        { kind: 'positions', count: 3, channels: 6 },
        { kind: 'residual', name: 'attention block', inner: [{ kind: 'attention', channels: 6, heads: 3 }] },
      ],
    },
  }),
  shaped(
    'context film',
    [convolution(1, 4, 4), { kind: 'context-film', channels: 4, context: { length: 3, channels: 6 } }],
    {
      context: {
        length: 3,
        channels: 1,
        layers: [
          { kind: 'tokens', vocabulary: 7, to: 6 },
          { kind: 'positions', count: 3, channels: 6 },
        ],
      },
    },
  ),
  shaped('tokens', [{ kind: 'tokens', vocabulary: 7, to: 4 }, convolution(1, 4, 3)], { channels: 1 }),
  shaped('positions', [{ kind: 'positions', count: 5, channels: 4 }, convolution(1, 4, 3)]),
  shaped(
    'transformer block',
    [
      {
        kind: 'residual',
        name: 'attention block',
        inner: [
          { kind: 'layer-norm', channels: 8, embedding: 8 },
          { kind: 'attention', channels: 8, heads: 2, zero: true },
        ],
      },
      {
        kind: 'residual',
        name: 'dense block',
        inner: [{ kind: 'rms-norm', channels: 8 }, convolution(1, 8, 16), activation('silu'), convolution(1, 16, 8)],
      },
    ],
    { channels: 8, embedding },
  ),
];

/** Every kind of layer alone or nearly so, and a narrow U-Net and a transformer's block of many. */
export const networks: readonly Network[] = [...onPictures, flatAndBack, ...onSequences, ...ofCaptions];

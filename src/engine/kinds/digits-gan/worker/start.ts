/** A game on digits on the backend that is asked for or measured fastest. */
import { createImageGan } from '../../../../net/image/gan/create';
import type { ImageGanSettings } from '../../../../net/image/gan/settings';
import { liveGanSettings } from '../../../../net/image/gan/shipped';
import type { ImageGan } from '../../../../net/image/gan/trainer';
import type { Backend } from '../../../backends';
import { pictureSize } from '../../shipped/pixels';
import { startOn, timed, type Contest, type Started } from '../../../worker/backend';
import type { DigitGanSettings } from '../settings';

/** Pictures of a measured step. */
const measuredPictures = 4;

export function startDigitGan(settings: DigitGanSettings, without: readonly Backend[]): Promise<Started<ImageGan>> {
  return startOn(
    contest(settings),
    (backend) => createImageGan(backend, { ...gameOf(settings), microBatch: liveGanSettings.microBatch }),
    without,
  );
}

/** All but how a batch is cut, which the run finds out. */
export function gameOf({
  seed,
  loss,
  generatorRate,
  discriminatorRate,
  beta1,
  batchSize,
  emaDecay,
  shift,
  instanceNoise,
}: DigitGanSettings): Omit<ImageGanSettings, 'microBatch'> {
  const { microBatch: _micro, ...live } = liveGanSettings;
  return { ...live, seed, loss, generatorRate, discriminatorRate, beta1, batchSize, emaDecay, shift, instanceNoise };
}

const contest = ({ backend }: DigitGanSettings): Contest => ({
  asked: backend,
  key: 'a game on digits',
  time: timeGame,
});

async function timeGame(backend: Backend): Promise<number> {
  const game = await createImageGan(backend, {
    ...liveGanSettings,
    seed: 1,
    batchSize: measuredPictures,
    microBatch: measuredPictures,
  });
  try {
    game.setData({ images: new Uint8Array(measuredPictures * pictureSize), labels: new Uint8Array(measuredPictures) });
    return timed(() => game.train(1));
  } finally {
    game.dispose();
  }
}

/** Which backend and which size of network a run on digits gets: measured on this machine. */
import { imagesUntil, liveNetworks, type LiveSize } from '../../../../core/image-network/live';
import { createImageTrainer } from '../../../../net/image/create';
import { liveImageSettings } from '../../../../net/image/settings';
import { shippedSettings } from '../../../../net/image/shipped';
import type { ImageTrainer } from '../../../../net/image/trainer';
import type { Backend } from '../../../backends';
import { pictureSize } from '../../shipped/pixels';
import { startOn, timed, type Contest, type Started } from '../../../worker/backend';
import type { DigitSettings, DigitSize } from '../settings';

/** A size is soon enough when its digits are recognisable after so many seconds; the largest such one is taken. */
export const soonSeconds = 20;
/** Pictures of a measured step. */
const measuredPictures = 4;

export interface StartedDigits extends Started<ImageTrainer> {
  readonly size: DigitSize;
}

/** @param settings how the network is trained; its size may be left open */
export async function startDigits(settings: DigitSettings, without: readonly Backend[]): Promise<StartedDigits> {
  let size: DigitSize = 'medium';
  const make = async (backend: Backend) => {
    size = settings.size === 'auto' ? soonest(await millisecondsByPicture(backend)) : settings.size;
    return createImageTrainer(backend, trainerSettingsOf(settings, size));
  };
  const started = await startOn(contest(settings), make, without);
  return { ...started, size };
}

export function trainerSettingsOf({ learningRate, batchSize, seed }: DigitSettings, size: DigitSize) {
  const network = size === 'shipped' ? shippedSettings.digits.network : liveNetworks[size];
  return { ...liveImageSettings, network, learningRate, batchSize, seed };
}

/** The largest size whose digits are recognisable soon; where none is, the one that gets there first. */
export function soonest(milliseconds: Readonly<Record<LiveSize, number>>): LiveSize {
  const sizes = Object.keys(liveNetworks) as LiveSize[];
  const seconds = (size: LiveSize) => (imagesUntil[size].recognisable * milliseconds[size]) / 1000;
  const soon = sizes.filter((size) => seconds(size) <= soonSeconds).at(-1);
  return soon ?? sizes.reduce((a, b) => (seconds(b) < seconds(a) ? b : a));
}

const contest = ({ backend }: DigitSettings): Contest => ({
  asked: backend,
  key: 'training digits',
  time: async (on) => measuredPictures * (await timePicture(on, 'medium')),
});

const measured = new Map<string, Promise<number>>();

async function millisecondsByPicture(backend: Backend): Promise<Record<LiveSize, number>> {
  const times: Partial<Record<LiveSize, number>> = {};
  for (const size of Object.keys(liveNetworks) as LiveSize[]) times[size] = await timePicture(backend, size);
  return times as Record<LiveSize, number>;
}

/** Milliseconds of training by picture, measured once. */
function timePicture(backend: Backend, size: LiveSize): Promise<number> {
  const key = `${backend} ${size}`;
  const time = measured.get(key) ?? measure(backend, size);
  measured.set(key, time);
  return time;
}

async function measure(backend: Backend, size: LiveSize): Promise<number> {
  const trainer = await createImageTrainer(backend, {
    ...liveImageSettings,
    network: liveNetworks[size],
    seed: 1,
    batchSize: measuredPictures,
    microBatch: measuredPictures,
  });
  try {
    trainer.setData({
      images: new Uint8Array(measuredPictures * pictureSize),
      labels: new Uint8Array(measuredPictures),
    });
    return timed(() => trainer.train(1)) / measuredPictures;
  } finally {
    trainer.dispose();
  }
}

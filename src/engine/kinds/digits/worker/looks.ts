/** Looks at the samples of a run on pictures now and then, and at how many of them the shipped classifier takes for what was asked. */
import { BackendLostError } from '../../../../net/trainer';
import type { TrainedKind } from '../../../kinds';
import type { Listener, View } from '../../../worker/half';
import type { DigitNetworks } from '../../shipped/worker/networks';
import type { DigitData, DigitWatch } from '../settings';
import type { DigitLook } from '../types';
import { lookAtDigits, type Made, type MadeSpec } from './look';
import type { PictureLearner } from './slices';

/** A look takes at most this share of the time. */
const lookShare = 1 / 5;

/** Samples of a network as it is, judged by `networks`. */
export type Make<L> = (
  learner: L,
  spec: MadeSpec,
  networks: DigitNetworks,
  listener: Listener<unknown>,
) => Promise<Made>;

interface Looked {
  readonly settings: { readonly data: DigitData };
  readonly watch: DigitWatch;
}

/** Remembers when it was last looked, and at what: one for each run. */
export class Looks<L extends PictureLearner<unknown>> {
  private at = 0;
  private cost = 0;
  /** What was last looked at: the same is not drawn twice. */
  private looked = '';
  private judgeless = false;

  constructor(
    private readonly networks: DigitNetworks,
    private readonly make: Make<L>,
  ) {}

  /** Null where no look is due, or it was given up. */
  async look(
    learner: L,
    view: Looked &
      Pick<View<TrainedKind>, 'active' | 'atMark' | 'edition' | 'fail' | 'givenUp' | 'playedAt' | 'showStatus'>,
  ): Promise<{ readonly look: DigitLook } | null> {
    const { samplesEvery, shown, judged } = view.watch;
    const now = performance.now();
    const rested = now - Math.max(this.at, view.playedAt);
    const due = view.atMark || !view.active || rested >= Math.max(samplesEvery, this.cost / lookShare);
    if (samplesEvery === 0 || !due) return null;
    const { network } = learner;
    const key = [view.edition, network.images, shown, judged].join(' ');
    if (key === this.looked) return null;
    // A click is answered before pictures are drawn.
    if (!view.active) view.showStatus();
    const judging = judged > 0 && !this.judgeless && (await this.hasJudge(view.fail));
    // Of new weights nobody needs to know more than what is shown.
    const watch = network.images > 0 ? view.watch : { ...view.watch, judged: Math.min(shown, judged) };
    const listener = { tell: () => {}, gone: view.givenUp };
    const make = (spec: MadeSpec) => this.make(learner, spec, this.networks, listener);
    const look = await renewing(this.networks, () =>
      lookAtDigits(make, view.settings.data, watch, judging, view.givenUp),
    );
    this.at = performance.now();
    if (!look) return null;
    this.cost = this.at - now;
    this.looked = key;
    return { look: { ...look, images: network.images, trained: learner.trained } };
  }

  /** Training goes on without a judge where it cannot be fetched. */
  private async hasJudge(fail: View<TrainedKind>['fail']): Promise<boolean> {
    try {
      await this.networks.judge();
      return true;
    } catch (error) {
      this.judgeless = true;
      fail('unreachable', `${error instanceof Error ? error.message : String(error)} Training goes on without it.`);
      return false;
    }
  }
}

/** A backend that is lost under a run is lost under the shipped networks too: they are built anew when next asked for. */
export async function renewing<T>(networks: DigitNetworks, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BackendLostError) networks.forget();
    throw error;
  }
}

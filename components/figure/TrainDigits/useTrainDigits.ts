/** The figure's settings tied to its run, and the run to what is kept of it: nothing is lost when the page is left. */
import { effect, signal, useSignalEffect, type Signal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { digits } from '../../../src/engine/kinds/digits/index';
import type { DigitData } from '../../../src/engine/kinds/digits/settings';
import type { DigitSnapshot } from '../../../src/engine/kinds/digits/types';
import { forgetNetwork, keepNetwork, keptNetwork, type KeptNetwork } from '../../../src/engine/store';
import { useFigure, type FigureState, type IslandProps } from '../index';
import { createKeeping, type Keeping } from '../keeping';
import { createRun, type Curve, type RunSignals } from '../run';
import { runName } from './labels';
import { packOwn, unpackOwn } from './own';
import {
  beginsAnew,
  pointOf,
  runSettings,
  trainDigits,
  watchOf,
  type AgreementPoint,
  type TrainDigitsSettings,
} from './state';

export interface TrainDigitsProps extends IslandProps {
  /** Of the shipped network, computed when the page was built: twenty samples as one picture, and its loss at 16 noise levels. */
  readonly built: { readonly samples: string; readonly levels: readonly number[] };
}

export interface TrainDigitsState {
  readonly figure: FigureState<TrainDigitsSettings>;
  readonly training: DigitTraining;
  /** What links tell of it: pictures of one’s own do not travel in a link, nor does what was learned from them. */
  readonly told: DigitTraining;
  readonly keeping: Keeping;
  readonly data: Signal<DigitData>;
  /** A network left over from an earlier visit. */
  readonly left: Signal<KeptNetwork | null>;
  learn(data: DigitData): void;
  goOn(): Promise<void>;
  forget(): Promise<void>;
  /** Ends the run; what was learned stays kept. */
  readonly stop: () => void;
}

export type DigitTraining = RunSignals<'digits', AgreementPoint>;

const agreement: Curve<DigitSnapshot, AgreementPoint> = {
  point: ({ look }) => look && pointOf(look),
  at: ({ images }) => images,
};

const mnist: DigitData = { kind: 'mnist' };

export function useTrainDigits({ id, initial }: TrainDigitsProps): TrainDigitsState {
  const figure = useFigure({ id, schema: trainDigits, initial });
  const data = useMemo(() => signal<DigitData>(mnist), []);
  const left = useMemo(() => signal<KeptNetwork | null>(null), []);
  const training = useMemo(
    () => createRun(digits, runSettings(figure.settings.peek(), mnist), watchOf(mnist), { curve: agreement }),
    [figure],
  );
  const told = useMemo<DigitTraining>(
    () => ({ ...training, learned: () => (data.peek().kind === 'own' ? 0 : training.learned()) }),
    [training],
  );
  const first = `${id}, latest`,
    second = `${first}, a second tab`,
    pictures = `${id}, pictures`;
  const name = () => {
    const now = training.snapshot.peek();
    return runName(figure.settings.peek(), now?.size, now?.images ?? 0, data.peek());
  };
  const keeping = useMemo(
    () =>
      createKeeping({
        id,
        name,
        learned: () => training.learned(),
        save: training.save,
        load: training.load,
        file: () => `diffusion-live-${data.peek().kind === 'own' ? 'pictures' : 'digits'}`,
      }),
    [training],
  );

  const findLeft = (): void => {
    Promise.all([keptNetwork(first), keptNetwork(second)]).then(
      (all) => {
        const found = all.filter((one) => one !== null).sort((a, b) => b.savedAt - a.savedAt);
        left.value = found[0] ?? null;
      },
      () => {},
    );
  };

  const before = useRef(figure.settings.peek());
  useSignalEffect(() => {
    const next = figure.settings.value;
    const last = before.current;
    before.current = next;
    if (next === last) return;
    const { data: _data, ...change } = runSettings(next, data.peek());
    training.configure(change, beginsAnew(last, next) ? 'reset' : 'continue');
  });
  useSignalEffect(() => training.setVisible(figure.visible.value));
  useEffect(() => {
    let latest = first,
      writing = false,
      refused = false;
    const endKeeping = effect(() => {
      const snapshot = training.snapshot.value;
      // A network that has learned nothing is not worth keeping: it would take the place of one that has.
      const bytes = snapshot && snapshot.images > 0 ? snapshot.checkpoint : null;
      if (!bytes) return;
      // One at a time: a slow disk gets the newest when it is ready for it.
      if (writing || refused) return;
      writing = true;
      const note = name();
      // Pictures of an earlier visit do not belong to a network that learns the digits.
      const own = data.peek().kind === 'own';
      (own ? Promise.resolve() : forgetNetwork(pictures))
        .then(() => keepNetwork(latest, bytes, Date.now(), note))
        .then((both) => {
          // Two tabs that train would take turns on one place: from here on this one has its own.
          if (both) latest = second;
        })
        .catch((error: unknown) => {
          refused = true;
          keeping.said.value = error instanceof Error ? error.message : String(error);
        })
        .finally(() => {
          writing = false;
        });
    });
    // Where nothing can be stored there is nothing left over either.
    findLeft();
    return () => {
      endKeeping();
      training.stop();
    };
  }, [training]);

  const learn = (next: DigitData): void => {
    data.value = next;
    training.watch(watchOf(next));
    training.configure({ data: next }, 'reset');
    if (next.kind === 'own') void keepNetwork(pictures, packOwn(next), Date.now(), next.name).catch(() => {});
    else void forgetNetwork(pictures).catch(() => {});
  };

  return {
    figure,
    training,
    told,
    keeping,
    data,
    left,
    learn,
    goOn: () =>
      keeping.attempt(async () => {
        const kept = left.peek();
        if (!kept) return null;
        left.value = null;
        const own = await keptNetwork(pictures);
        if (own) learn(unpackOwn(own.bytes, own.note ?? 'your pictures'));
        await training.load(kept.bytes);
        training.play();
        return 'Going on where it was.';
      }),
    forget: () =>
      keeping.attempt(async () => {
        left.value = null;
        await Promise.all([forgetNetwork(first), forgetNetwork(second)]);
        return 'Forgotten.';
      }),
    stop() {
      training.stop();
      findLeft();
    },
  };
}

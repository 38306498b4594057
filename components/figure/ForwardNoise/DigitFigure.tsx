import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { digitSide } from '../../../src/core/data/digits';
import { fixed, pixels } from '../../../src/picture';
import { Button, nextSeed } from '../../control';
import { Panel } from '../Panel';
import { Shell } from '../Shell';
import { type FigureState, useFrames } from '../useFigure';
import { ScheduleChoice } from './choices';
import { digitNoise, filmTimes, noisedPicture, pixelStatistics, timeOfRatio } from './digit';
import { Film } from './Film';
import { digitSummary } from './digit-summary';
import { Found } from './Found';
import { createGuesser, guessKey } from './guess';
import { Guessed } from './Guessed';
import { readFiles } from '../kit/own-files';
import { blankPicture, encodePicture, isBlank } from '../kit/picture-code';
import { PixelPad } from '../kit/PixelPad';
import { PixelHistogram } from './PixelHistogram';
import { X } from './Symbol';
import { createSearch, type Finding, findingAt } from './search';
import type { Settings } from './settings';
import { Sources } from './Sources';
import {
  type Built,
  builtFinding,
  builtGuesses,
  cleanPicture,
  handOfDigits,
  playOn,
  questionKey,
  scheduleOf,
} from './state';

const frames = 9;

const createOwnGuesser = () => createGuesser();

export interface DigitFigureProps {
  readonly figure: FigureState<Settings>;
  readonly built?: Built | undefined;
}

/** One digit under noise: the equation in pictures, the strip of times, and what x_t still points to. */
export function DigitFigure({ figure, built }: DigitFigureProps) {
  const settings = figure.settings.value;
  const { t, schedule: name, seed, digit, picture, told } = settings;
  const search = useMemo(createSearch, []);
  useEffect(() => search.dispose, [search]);
  const guesser = useMemo(createOwnGuesser, []);
  useEffect(() => guesser.dispose, [guesser]);
  const playing = useSignal(false);
  const drawing = useSignal(false);
  const hand = useSignal(0);
  const fileError = useSignal<string | null>(null);
  useFrames(figure, playing.value, (seconds) => {
    const next = playOn(figure.settings.peek().t, seconds, 7);
    figure.set({ t: next.time });
    if (next.ended) playing.value = false;
  });

  const packed = search.packed.value;
  const clean = useMemo(() => cleanPicture(settings, packed), [digit, picture, packed]);
  const epsilon = useMemo(() => digitNoise(seed), [seed]);
  const schedule = scheduleOf(name);
  const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
  const ratio = sigma / alpha;
  const key = questionKey(settings);
  const known = built && picture === null && built.digit === digit && built.seed === seed ? built : undefined;

  // What the page was built with needs no search; anything else does.
  const needed = clean.kind === 'yet' || !known || Math.abs(known.ratio - ratio) > 1e-9;
  const asked = useSignal(false);
  useEffect(() => {
    if (!needed && !asked.value) return;
    asked.value = true;
    search.load();
    if (clean.kind !== 'yet') search.ask({ key, x0: clean.x0, epsilon });
  }, [needed, key, clean, epsilon]);

  const answered = search.answered.value;
  const fresh = answered?.key === key && answered.digits === search.digits.value ? answered : null;
  const finding = useMemo<Finding | null>(
    () => (fresh ? findingAt(fresh, ratio) : !needed && known && !search.own.value ? builtFinding(known) : null),
    [fresh, ratio, needed, known],
  );
  const lostRatio = fresh ? fresh.recall.lostRatio : search.own.value ? null : (known?.lostRatio ?? null);
  const lost = lostRatio === null ? null : timeOfRatio(schedule, lostRatio);

  const xt = useMemo(() => noisedPicture(clean.x0, epsilon, alpha, sigma), [clean, epsilon, alpha, sigma]);
  // What the page was built with needs no network; anything else is asked of the worker, the newest question first.
  const guessed = guessKey(settings);
  const builtGuess = useMemo(() => (built ? builtGuesses(built) : null), [built]);
  const guessKnown = builtGuess?.key === guessed;
  useEffect(() => {
    if (!guessKnown && clean.kind !== 'yet') guesser.ask({ key: guessed, xt, x0: clean.x0, t, schedule: name, told });
  }, [guessKnown, guessed, xt]);
  const guesses = guessKnown ? builtGuess.guesses : ((guesser.answered.value ?? builtGuess)?.guesses ?? null);
  const guessFresh = guessKnown || guesser.answered.value?.key === guessed;
  const statistics = useMemo(() => pixelStatistics(xt), [xt]);
  const noise = useMemo(() => pixels(epsilon, digitSide), [epsilon]);
  const strip = useMemo(
    () =>
      filmTimes(frames).map((at) => ({
        t: at,
        href: pixels(noisedPicture(clean.x0, epsilon, schedule.alpha(at), schedule.sigma(at)), digitSide),
      })),
    [clean, epsilon, schedule],
  );
  const digits = useMemo(() => handOfDigits(hand.value, packed, digit), [hand.value, packed, digit]);

  const scrub = (to: number) => {
    playing.value = false;
    figure.set({ t: to });
  };
  const take = async (files: readonly File[]) => {
    fileError.value = null;
    try {
      const got = await readFiles(files);
      if (got.kind === 'digits') {
        asked.value = true;
        search.use(got.digits);
        search.ask({ key, x0: clean.x0, epsilon });
      } else {
        drawing.value = false;
        figure.set({ picture: encodePicture(got.x) });
        fileError.value = got.warning;
      }
    } catch (error) {
      fileError.value = error instanceof Error ? error.message : String(error);
    }
  };
  const blank = picture !== null && isBlank(picture);
  const what = clean.label !== null ? `the digit ${clean.label}` : blank ? 'a blank sheet' : 'your picture';
  const training =
    clean.training || (search.own.value && fresh !== null && fresh.recall.distances[fresh.recall.answer] === 0);

  return (
    <Shell
      figure={figure}
      status={
        search.failure.value ? 'error' : playing.value ? 'running' : asked.value && !finding ? 'loading' : 'ready'
      }
      summary={digitSummary({
        what,
        label: clean.label,
        t,
        alpha,
        sigma,
        finding,
        training,
        lost,
        guesses: guessFresh ? guesses : null,
      })}
      error={fileError.value}
      onDismissError={() => {
        fileError.value = null;
      }}
      chip={{ seed }}
      panels={
        <>
          <Panel
            title={
              <>
                <X at="0" />, {blank && drawing.value ? 'draw here' : what}
              </>
            }
            tone="data"
            term="x0"
            label="The clean picture"
            interactive={drawing.value}
            readout={<span data-term="alpha">{`× α(t) = ${fixed(alpha, 3)}`}</span>}
          >
            <img class="f-pic f-ink" src={pixels(clean.x0, digitSide)} alt={`The clean picture, ${what}`} />
            {drawing.value && picture !== null && (
              <PixelPad picture={picture} onDraw={(drawn) => figure.set({ picture: drawn })} />
            )}
          </Panel>
          <Panel
            title={
              <>
                <i class="fn-x">ε</i>, noise
              </>
            }
            tone="noise"
            term="epsilon"
            label="The noise"
            readout={<span data-term="sigma">{`× σ(t) = ${fixed(sigma, 3)}`}</span>}
          >
            <span class="fn-sign" aria-hidden="true">
              +
            </span>
            <img class="f-pic f-ink" src={noise} alt="Gaussian noise, one value for each pixel" />
          </Panel>
          <Panel
            title={
              <>
                <X at="t" />, what is left
              </>
            }
            tone="noised"
            term="xt"
            label="The noised picture"
            readout={`at t = ${fixed(t, 3)}`}
          >
            <span class="fn-sign" aria-hidden="true">
              =
            </span>
            <img class="f-pic f-ink" src={pixels(xt, digitSide)} alt={`The noised picture at t = ${fixed(t, 3)}`} />
          </Panel>
          <PixelHistogram statistics={statistics} />
        </>
      }
      controls={
        <>
          <Button
            kind="primary"
            onClick={() => {
              if (!playing.value && t >= 1) figure.set({ t: 0 });
              playing.value = !playing.value;
            }}
          >
            {playing.value ? 'Pause' : 'Play'}
          </Button>
          <ScheduleChoice value={name} onChange={(value) => figure.set({ schedule: value })} />
          <Button onClick={() => figure.set({ seed: nextSeed(seed) })}>New noise</Button>
          <Button
            onClick={() => {
              playing.value = false;
              drawing.value = false;
              figure.reset();
            }}
          >
            Reset
          </Button>
        </>
      }
    >
      <Film t={t} frames={strip} lost={lost} onInput={scrub} />
      <Found
        finding={finding}
        label={clean.label}
        training={training}
        own={search.own.value}
        progress={search.progress.value}
        failure={search.failure.value}
        onRetry={() => search.load()}
      />
      <Guessed
        guesses={guesses}
        told={told}
        failure={guesser.failure.value}
        onTell={(next) => figure.set({ told: next })}
        onRetry={guesser.retry}
      />
      <Sources
        digits={digits}
        chosen={picture === null ? digit : null}
        drawing={drawing.value}
        searched={search.own.value ? (search.digits.value?.trainCount ?? null) : null}
        onPick={(index) => {
          drawing.value = false;
          figure.set({ digit: index, picture: null });
        }}
        onOthers={() => {
          search.load();
          hand.value += 1;
        }}
        onDraw={() => {
          drawing.value = !drawing.value;
          if (drawing.value && picture === null) figure.set({ picture: blankPicture() });
        }}
        onClear={() => figure.set({ picture: blankPicture() })}
        onFiles={(files) => void take(files)}
      />
    </Shell>
  );
}

/** A cloud and a row of digits dissolve under one scrubber; networks bring both back: one that has just trained, and the shipped one. */
import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { Button, Choice, Scrubber } from '../../control/index';
import { backendNames } from '../../../src/engine/backends';
import type { PlaneSnapshot } from '../../../src/engine/kinds/plane/types';
import { dots, energyDistanceText, fixed, grouped, pixels, squareFrame } from '../../../src/picture/index';
import { Digit, Dots, Panel, Shell, useFigure, useFrames, type IslandProps } from '../index';
import { createPlaneRun } from '../plane-run';
import {
  cloud,
  digits,
  dissolved,
  extent,
  hero,
  noisedDigit,
  returning,
  runSettings,
  schedule,
  timeOf,
  trainingSteps,
  type HeroSettings,
} from './state';
import { createWayBack, digitSteps, returningDigit, type WayBack, type WayBackSignals } from './way-back';
import './hero.css';

const square = squareFrame(extent, 360);
const targetNames: Readonly<Record<HeroSettings['target'], string>> = {
  'eight-gaussians': 'Eight Gaussians',
  'two-moons': 'Two moons',
  spiral: 'Spiral',
  checkerboard: 'Checkerboard',
  rings: 'Rings',
  pinwheel: 'Pinwheel',
};
const targets = Object.entries(targetNames).map(([value, label]) => ({
  value: value as HeroSettings['target'],
  label,
}));
const bringersOf = [
  { value: 'steps', label: `the network, ${digitSteps} steps` },
  { value: 'pupil', label: 'its pupil, at once' },
] as const;
/** Seconds for data to dissolve, and again for the noise to return. */
const sweepSeconds = 5;
/** Place of the scrubber from which on the digits' way back is computed. */
const askAt = 0.5;

export default function HeroView({ id, initial }: IslandProps) {
  const figure = useFigure({ id, schema: hero, initial });
  const s = figure.settings.value;
  const training = useMemo(() => createPlaneRun(runSettings(s), { samples: true, path: true, interval: 150 }), []);
  const wayBack = useMemo(() => createWayBack(), []);
  const playing = useSignal(false);
  const trained = useRef(s);

  // A network that trains when it comes into view is the point of this page, unless the reader asked for calm.
  useSignalEffect(() => {
    const visible = figure.visible.value;
    training.setVisible(visible);
    if (visible && !training.started() && !figure.reducedMotion.value) training.play();
  });
  useEffect(() => {
    const last = trained.current;
    trained.current = s;
    if (last.target === s.target && last.seed === s.seed) return;
    training.configure(runSettings(s), 'reset');
    if (training.started()) training.play();
  }, [s.target, s.seed]);
  useEffect(
    () => () => {
      training.stop();
      wayBack.dispose();
    },
    [],
  );

  const seen = training.seen.value;
  const ready = seen !== null && seen.path.length > 0;
  const end = ready ? 2 : 1;
  const p = Math.min(s.p, end);
  useFrames(figure, playing.value, (seconds) => {
    const next = p + seconds / sweepSeconds;
    figure.set({ p: next >= end ? end : next });
    if (next >= end) playing.value = false;
  });

  const t = timeOf(p);
  const back = ready && p > 1;
  const source = useMemo(() => cloud(s), [s.target, s.seed]);
  const points = useMemo(
    () => (back && seen ? returning(seen.path, t) : dissolved(source, t)),
    [back, seen, source, t],
  );
  const ten = useMemo(() => digits(s.seed), [s.seed]);
  // The shipped network is fetched when the reader is on the way to where it is needed.
  const visible = figure.visible.value;
  useEffect(() => {
    if (visible && (p > askAt || playing.value)) wayBack.ask(ten, s.seed, s.by);
  }, [visible, p > askAt, playing.value, ten, s.by]);
  const found = wayBack.found.value;
  const returned = p > 1 && found?.seed === s.seed && found.by === s.by ? found : null;
  const digitTime = p <= 1 || returned ? t : 1;
  const pictures = useMemo(
    () =>
      ten.map((digit, i) => pixels(returned ? returningDigit(returned.path, i, t) : noisedDigit(digit, digitTime), 28)),
    [ten, returned, digitTime],
  );
  const status = training.status.value;

  return (
    <Shell
      figure={figure}
      status={status === 'resting' ? 'running' : status === 'static' ? 'ready' : status}
      error={training.failure.value?.sentence ?? wayBack.failure.value}
      onDismissError={() => {
        training.dismissFailure();
        wayBack.dismiss();
      }}
      summary={`${summary(s, p, back, seen)}${p > 1 ? ` ${digitSummary(returned, wayBack)}` : ''}`}
      chip={{
        backend: seen?.backend ? backendNames[seen.backend] : undefined,
        speed: seen && seen.stepsPerSecond > 0 ? `${grouped(seen.stepsPerSecond)} steps/s` : undefined,
        seed: s.seed,
      }}
      panels={
        <>
          <Panel
            frame={square}
            tone={back ? 'model' : 'noised'}
            term={back ? 'xhat' : 'xt'}
            title={back ? `Coming back, t = ${fixed(t)}` : `Dissolving, t = ${fixed(t)}`}
            readout={back && seen ? returnLine(seen) : coefficients(t)}
            label={`Scatter plot of ${points.data.length / 2} points at time ${fixed(t)}`}
          >
            <Dots d={dots(square, points)} tone={back ? 'model' : t === 0 ? 'data' : 'noised'} size={3.4} />
          </Panel>
          <Panel
            ratio={1.5}
            tone={returned ? 'model' : 'noised'}
            term={returned ? 'xhat' : 'xt'}
            title={digitTitle(digitTime, returned)}
            readout={p > 1 ? (returned ? digitLine(returned) : waitingLine(wayBack)) : '784 numbers each'}
            label={returned ? 'Ten digits on their way back from noise' : 'Ten handwritten digits under noise'}
          >
            <div class="hero-digits">
              {ten.map(({ label }, i) => (
                <Digit
                  key={label}
                  href={pictures[i]}
                  label={returned ? `digit ${label}, coming back` : `digit ${label} under noise`}
                  size={84}
                />
              ))}
            </div>
          </Panel>
        </>
      }
      controls={
        <>
          <Choice label="Shape" options={targets} value={s.target} onChange={(target) => figure.set({ target })} />
          <Choice label="Digits by" showLabel options={bringersOf} value={s.by} onChange={(by) => figure.set({ by })} />
          <Button
            onClick={() => {
              playing.value = false;
              figure.reset();
            }}
          >
            Reset
          </Button>
        </>
      }
    >
      <div class="hero-scrub">
        <Scrubber
          label={ready ? 'to noise and back' : 'to noise'}
          term="t"
          value={p}
          min={0}
          max={end}
          step={0.005}
          tone="noised"
          format={(v) => (v <= 1 ? `forward, t = ${fixed(v)}` : `back, t = ${fixed(2 - v)}`)}
          playing={playing.value}
          onPlay={(on) => {
            if (on && p >= end) figure.set({ p: 0 });
            playing.value = on;
          }}
          onInput={(v) => {
            playing.value = false;
            figure.set({ p: v });
          }}
        />
        <p class="hero-status">
          {status === 'static' ? (
            <Button onClick={training.play}>Train the way back</Button>
          ) : (
            trainingLine(seen, status === 'done')
          )}
        </p>
      </div>
    </Shell>
  );
}

function coefficients(t: number): string {
  return `xₜ = ${fixed(schedule.alpha(t))} x₀ + ${fixed(schedule.sigma(t))} ε`;
}

function returnLine(seen: PlaneSnapshot): string {
  return `by a network of ${grouped(seen.parameters)} weights, ${energyDistanceText(seen.energyDistance)}`;
}

function trainingLine(seen: PlaneSnapshot | null, done: boolean): string {
  if (!seen) return 'A network is about to train in this page.';
  const steps = `step ${grouped(seen.step)} of ${trainingSteps}`;
  return done
    ? `The way back was learned in this page just now: ${grouped(seen.step)} steps at ${grouped(seen.stepsPerSecond)} a second.`
    : `A network is learning the way back in this page: ${steps}.`;
}

function summary(s: HeroSettings, p: number, back: boolean, seen: PlaneSnapshot | null): string {
  const shape = targetNames[s.target].toLowerCase();
  if (back && seen) {
    return `Points return from noise to ${shape} at t = ${fixed(2 - p)}, moved by a network trained in this page for ${seen.step} steps; at the end they are at ${energyDistanceText(seen.energyDistance)} from the data.`;
  }
  return `Points of ${shape} and ten handwritten digits at t = ${fixed(timeOf(p))}: ${Math.round(100 * schedule.alpha(timeOf(p)))} per cent of the signal's amplitude is left.`;
}

function digitTitle(t: number, returned: WayBack | null): string {
  if (returned?.by === 'pupil') return 'Ten new digits, at once';
  if (returned) return t === 0 ? 'Ten new digits' : `Others come back, t = ${fixed(t)}`;
  return t === 0 ? 'Ten real digits' : `The same, for digits, t = ${fixed(t)}`;
}

function digitLine({ by, agreed }: WayBack): string {
  if (by === 'pupil')
    return `by its pupil in one evaluation, from the same noise; a classifier reads ${agreed} of 10 as asked`;
  return `by the network that comes with the book, told the classes 0 to 9, in ${digitSteps} steps; a classifier reads ${agreed} of 10 as asked`;
}

function waitingLine({ progress, failure }: WayBackSignals): string {
  if (failure.value) return 'the way back could not be computed';
  return `the way back is being computed, ${Math.round(100 * (progress.value ?? 0))} %`;
}

function digitSummary(returned: WayBack | null, wayBack: WayBackSignals): string {
  if (!returned) return `The ten digits are still noise: ${waitingLine(wayBack)}.`;
  return `From the noise in which ten digits dissolved come others of the same classes, ${digitLine(returned)}.`;
}

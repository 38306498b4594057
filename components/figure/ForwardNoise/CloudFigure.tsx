import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { dots, fixed, frame as makeFrame, histogram, bars, plot } from '../../../src/picture';
import { Button, nextSeed, Scrubber } from '../../control';
import { Area, Axes, Dots, Label, Line } from '../Marks';
import { Panel } from '../Panel';
import { Shell } from '../Shell';
import { type FigureState, useFrames } from '../useFigure';
import {
  cloudMixture,
  cloudSize,
  densityContours,
  exactMoments,
  extent,
  firstColumn,
  jump,
  makeCloud,
  marginal,
  mixtureLabel,
  momentsOf,
} from './cloud';
import { ScheduleChoice, TargetChoice } from './choices';
import { X } from './Symbol';
import { playOn, scheduleOf } from './state';
import type { Settings } from './settings';

/** A little wider than high, so that a phone gives it the whole width. */
const square = makeFrame({ width: 348, height: 300, x: [-extent, extent], y: [-extent, extent], equal: true });
const marginalFrame = makeFrame({
  width: 420,
  height: 300,
  margin: { top: 16, right: 8, bottom: 34, left: 8 },
  x: [-extent, extent],
  y: [0, 0.75],
});

/** A cloud of points under noise, with its exact density. */
export function CloudFigure({ figure }: { readonly figure: FigureState<Settings> }) {
  const { t, schedule: name, seed, target } = figure.settings.value;
  const playing = useSignal(false);
  useFrames(figure, playing.value, (seconds) => {
    const next = playOn(figure.settings.peek().t, seconds, 6);
    figure.set({ t: next.time });
    if (next.ended) playing.value = false;
  });
  const schedule = scheduleOf(name);
  const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
  const mixture = cloudMixture(target);
  const cloud = useMemo(() => makeCloud(target, seed), [target, seed]);
  const shown = useMemo(() => {
    const x = jump(cloud, alpha, sigma);
    const counted = histogram(firstColumn(x), { domain: [-extent, extent], bins: 36 });
    return {
      cloud: dots(square, x),
      contours: densityContours(square, mixture, alpha, sigma),
      bars: bars(
        marginalFrame,
        counted,
        counted.density.map((d) => Math.min(d, 0.75)),
      ),
      curve: plot(marginalFrame, marginal(mixture, alpha, sigma), { n: 240 }),
      measured: momentsOf(x),
      exact: exactMoments(mixture, alpha, sigma),
    };
  }, [cloud, mixture, alpha, sigma]);

  const { measured, exact } = shown;
  return (
    <Shell
      figure={figure}
      status={playing.value ? 'running' : 'ready'}
      summary={
        `${cloudSize} points of ${mixtureLabel(target)} at t = ${fixed(t)}: x_t is ${fixed(alpha)} times the data plus ${fixed(sigma)} ` +
        `times Gaussian noise. Along the horizontal axis the points have mean ${fixed(measured.mean)} and deviation ${fixed(measured.deviation)}; ` +
        `exactly ${fixed(exact.mean)} and ${fixed(exact.deviation)}.`
      }
      chip={{ seed }}
      panels={
        <>
          <Panel
            frame={square}
            border
            title={
              <>
                Points <X at="t" />, and lines of their exact density
              </>
            }
            tone="noised"
            term="xt"
            label={`Scatter plot of ${cloudSize} noised points with contour lines of their exact density`}
            readout={
              <>
                <X at="t" /> = {fixed(alpha)} <X at="0" /> + {fixed(sigma)} <i class="fn-x">ε</i>
              </>
            }
          >
            <Dots d={shown.cloud} tone="noised" size={2.6} opacity={0.7} term="xt" />
            {shown.contours.map(({ d }, k) => (
              <Line key={k} d={d} tone="exact" width={1.3} opacity={0.9} />
            ))}
          </Panel>
          <Panel
            frame={marginalFrame}
            title="The same, along the horizontal axis"
            tone="noised"
            label="Histogram of the horizontal coordinate of the points with its exact density"
            readout={`mean ${fixed(measured.mean)}, deviation ${fixed(measured.deviation)}; exactly ${fixed(exact.mean)}, ${fixed(exact.deviation)}`}
          >
            <Axes frame={marginalFrame} y={false} x={{ label: 'horizontal coordinate', count: 7 }} />
            <Area d={shown.bars} tone="noised" opacity={0.35} />
            <Line
              d={plot(marginalFrame, (x) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI))}
              tone="noise"
              width={1.4}
              dash="4 4"
              term="epsilon"
            />
            <Line d={shown.curve} tone="exact" width={2} />
            <Label x={marginalFrame.left + 4} y={marginalFrame.top + 8} tone="exact">
              exact density
            </Label>
            <Label x={marginalFrame.left + 4} y={marginalFrame.top + 26} tone="noise" term="epsilon">
              noise alone, dashed
            </Label>
          </Panel>
        </>
      }
      controls={
        <>
          <Scrubber
            label="time t, from data to noise"
            term="t"
            tone="noised"
            min={0}
            max={1}
            step={0.001}
            value={t}
            format={(v) => fixed(v, 3)}
            onInput={(v) => {
              playing.value = false;
              figure.set({ t: v });
            }}
            playing={playing.value}
            onPlay={(on) => {
              if (on && figure.settings.peek().t >= 1) figure.set({ t: 0 });
              playing.value = on;
            }}
          />
          <TargetChoice value={target} onChange={(value) => figure.set({ target: value })} />
          <ScheduleChoice value={name} onChange={(value) => figure.set({ schedule: value })} />
          <Button onClick={() => figure.set({ seed: nextSeed(seed) })}>New points</Button>
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
    />
  );
}

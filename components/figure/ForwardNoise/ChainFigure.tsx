import { useSignal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import { type Batch, copy } from '../../../src/core/batch';
import { forwardKernel } from '../../../src/core/process/forward';
import { bars, dots, fixed, frame as makeFrame, histogram, line, plot, squareFrame } from '../../../src/picture';
import { Button, nextSeed, PlayBar, Slider } from '../../control';
import { Area, Axes, Dots, Label, Line, Marker } from '../Marks';
import { Panel } from '../Panel';
import { Shell } from '../Shell';
import { type FigureState, useFrames } from '../useFigure';
import { agreement, Chain, chainSize, jumpPath } from './chain';
import { cloudMixture, exactMoments, extent, firstColumn, jump, makeCloud, marginal, momentsOf } from './cloud';
import { ScheduleChoice, TargetChoice } from './choices';
import { X } from './Symbol';
import { scheduleOf } from './state';
import type { Settings } from './settings';
import '../kit/table.css';

const square = squareFrame(extent, 260, 0);
const ceiling = 0.7;
const shared = makeFrame({
  width: 360,
  height: 260,
  margin: { top: 16, right: 8, bottom: 34, left: 8 },
  x: [-extent, extent],
  y: [0, ceiling],
});
/** Seconds that the whole chain takes to play. */
const playSeconds = 8;

/** The path through the rows of a batch, as one line. */
function track({ data }: Batch): string {
  return line(
    square,
    data.filter((_, k) => k % 2 === 0),
    data.filter((_, k) => k % 2 === 1),
  );
}

/** The chain, step by step, beside the jump from the same clean points: the same distribution by different paths. */
export function ChainFigure({ figure }: { readonly figure: FigureState<Settings> }) {
  const { schedule: name, seed, target, steps, step } = figure.settings.value;
  const i = Math.min(step, steps);
  const playing = useSignal(false);
  const carried = useRef(0);
  useFrames(figure, playing.value, (seconds) => {
    carried.current += (seconds * steps) / playSeconds;
    const whole = Math.floor(carried.current);
    carried.current -= whole;
    const next = Math.min(steps, Math.min(figure.settings.peek().step, steps) + whole);
    if (whole > 0) figure.set({ step: next });
    if (next >= steps) playing.value = false;
  });
  const go = (to: number) => {
    playing.value = false;
    figure.set({ step: Math.max(0, Math.min(steps, to)) });
  };

  const schedule = scheduleOf(name);
  const t = i / steps;
  const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
  const mixture = cloudMixture(target);
  const cloud = useMemo(() => makeCloud(target, seed, chainSize), [target, seed]);
  const chain = useMemo(() => new Chain(cloud.x0, schedule, steps, seed), [cloud, schedule, steps, seed]);
  const shown = useMemo(() => {
    const walked = copy(chain.goTo(i));
    const jumped = jump(cloud, alpha, sigma);
    const outline = (x: Batch) => {
      const counted = histogram(firstColumn(x), { domain: [-extent, extent], bins: 30 });
      const heights = counted.density.map((d) => Math.min(d, ceiling));
      return {
        bars: bars(shared, counted, heights),
        line: line(shared, counted.edges, [...heights, 0], { curve: 'step' }),
      };
    };
    return {
      walked: { dots: dots(square, walked), path: track(chain.path()), moments: momentsOf(walked), ...outline(walked) },
      jumped: {
        dots: dots(square, jumped),
        path: track(jumpPath(cloud.x0, cloud.epsilon, schedule, steps, i)),
        moments: momentsOf(jumped),
        ...outline(jumped),
      },
      ends: [walked, jumped].map(({ data }) => [square.x(data[0]), square.y(data[1])] as const),
      curve: plot(shared, marginal(mixture, alpha, sigma), { n: 200 }),
      exact: exactMoments(mixture, alpha, sigma),
      agreement: agreement(walked, jumped, cloud.x0, t, schedule, seed),
    };
  }, [chain, cloud, mixture, schedule, steps, i]);

  const { walked, jumped, exact, ends } = shown;
  const start = [square.x(cloud.x0.data[0]), square.y(cloud.x0.data[1])] as const;
  const kernel = i === 0 ? null : forwardKernel(schedule, (i - 1) / steps, t);
  const { distance, least, most } = shown.agreement;
  const four = (v: number) => fixed(v, 4);
  return (
    <Shell
      figure={figure}
      status={playing.value ? 'running' : 'ready'}
      summary={
        `Step ${i} of ${steps}. ${chainSize} points walked step by step have mean ${fixed(walked.moments.mean)} and deviation ` +
        `${fixed(walked.moments.deviation)} along the horizontal axis; jumped at once from the same start, ${fixed(jumped.moments.mean)} and ` +
        `${fixed(jumped.moments.deviation)}; exactly ${fixed(exact.mean)} and ${fixed(exact.deviation)}. Energy distance between the clouds ${four(distance)}; ` +
        `between clouds of one distribution ${four(least)} to ${four(most)}.`
      }
      chip={{ seed }}
      panels={
        <>
          <Panel
            frame={square}
            title={`Step by step, ${i} of ${steps}`}
            tone="noised"
            term="xs"
            label={`Scatter plot of ${chainSize} points after ${i} steps of the chain, with the path of one`}
            readout={
              kernel ? (
                <>
                  last step: {fixed(kernel.scale, 3)} <X at="t−1" /> + {fixed(Math.sqrt(kernel.variance), 3)}{' '}
                  <i class="fn-x">ε</i>
                </>
              ) : (
                'clean data, no step yet'
              )
            }
          >
            <Dots d={walked.dots} tone="noised" size={2.6} opacity={0.5} />
            <Line d={walked.path} tone="ink" width={1.3} />
            <Marker x={start[0]} y={start[1]} tone="ink" size={4} filled={false} />
            <Marker x={ends[0][0]} y={ends[0][1]} tone="ink" size={4} />
          </Panel>
          <Panel
            frame={square}
            title="In one jump"
            tone="exact"
            term="xt"
            label={`Scatter plot of the same points after one jump to the same time, with the path of the same one`}
            readout={
              <>
                {fixed(alpha, 3)} <X at="0" /> + {fixed(sigma, 3)} <i class="fn-x">ε</i>
              </>
            }
          >
            <Dots d={jumped.dots} tone="exact" size={2.6} opacity={0.5} />
            <Line d={jumped.path} tone="ink" width={1.3} />
            <Marker x={start[0]} y={start[1]} tone="ink" size={4} filled={false} />
            <Marker x={ends[1][0]} y={ends[1][1]} tone="ink" size={4} />
          </Panel>
          <Panel
            frame={shared}
            title="Both, along the horizontal axis"
            label="Histograms of the horizontal coordinate of both clouds with the exact density"
            readout={`t = ${fixed(t, 3)}`}
          >
            <Axes frame={shared} y={false} x={{ label: 'horizontal coordinate', count: 7 }} />
            <Area d={walked.bars} tone="noised" opacity={0.28} />
            <Line d={jumped.line} tone="exact" width={1.6} />
            <Line d={shown.curve} tone="ink" width={1.4} dash="5 4" />
            <Label x={shared.left + 4} y={shared.top + 8} tone="noised">
              steps, filled
            </Label>
            <Label x={shared.left + 4} y={shared.top + 25} tone="exact">
              jump, outlined
            </Label>
            <Label x={shared.left + 4} y={shared.top + 42} tone="ink">
              exact, dashed
            </Label>
          </Panel>
        </>
      }
      controls={
        <>
          <PlayBar
            playing={playing.value}
            onPlay={() => {
              if (i >= steps) figure.set({ step: 0 });
              playing.value = true;
            }}
            onPause={() => {
              playing.value = false;
            }}
            onStep={() => go(i + 1)}
            onReset={() => go(0)}
          />
          <Slider
            label="step"
            term="t"
            tone="noised"
            min={0}
            max={steps}
            step={1}
            value={i}
            format={(v) => `${v} of ${steps}`}
            onInput={go}
          />
          <Slider
            label="steps in the chain"
            min={20}
            max={1000}
            step={10}
            value={steps}
            format={String}
            onInput={(v) => figure.set({ steps: v, step: Math.round(t * v) })}
          />
          <TargetChoice value={target} onChange={(value) => figure.set({ target: value })} />
          <ScheduleChoice value={name} onChange={(value) => figure.set({ schedule: value })} />
          <Button onClick={() => figure.set({ seed: nextSeed(seed) })}>New noise</Button>
        </>
      }
    >
      <table class="f-table fn-table">
        <thead>
          <tr>
            <td />
            <th scope="col">mean</th>
            <th scope="col">deviation</th>
            <th scope="col">distance to the jump</th>
          </tr>
        </thead>
        <tbody>
          <tr class="tone-noised">
            <th scope="row">step by step</th>
            <td>{fixed(walked.moments.mean, 3)}</td>
            <td>{fixed(walked.moments.deviation, 3)}</td>
            <td data-field="distance">{four(distance)}</td>
          </tr>
          <tr class="tone-exact">
            <th scope="row">in one jump</th>
            <td>{fixed(jumped.moments.mean, 3)}</td>
            <td>{fixed(jumped.moments.deviation, 3)}</td>
            <td>{`${four(least)}–${four(most)}`}</td>
          </tr>
          <tr>
            <th scope="row">exact</th>
            <td>{fixed(exact.mean, 3)}</td>
            <td>{fixed(exact.deviation, 3)}</td>
            <td />
          </tr>
        </tbody>
      </table>
      <p class="f-readout fn-note">
        {`Mean and deviation are of the horizontal coordinate; the mean of ${chainSize} points strays by about ${fixed(exact.deviation / Math.sqrt(chainSize), 3)}. `}
        {
          'The distance is the energy distance to the jumped cloud; in the second row, that of eight fresh jumps from the same data.'
        }
      </p>
    </Shell>
  );
}

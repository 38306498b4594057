/** The same noise by the reverse SDE, by the ODE and by everything between; forward paths; bridges. */
import { useMemo } from 'preact/hooks';
import { Choice, PlayBar, Readout, Readouts, Scrubber, SeedBox, Slider, optionsOf } from '../../control/index';
import { fixed, significant } from '../../../src/picture/index';
import { Controls, More, Shell, timeAxis, useConvention } from '../index';
import {
  chanceText,
  directionLabels,
  gapText,
  lambdaText,
  lineLabels,
  modeLabels,
  placeText,
  planeLabels,
  processLabels,
  summary,
  type Picked,
} from './labels';
import { scheduleOf } from './course';
import { bridgeAt, clockAt } from './exact';
import { MarginalPanel } from './MarginalPanel';
import { PlanePanel } from './PlanePanel';
import { crowdCount, stepChoices, type SdeSettings } from './settings';
import { TimePanel } from './TimePanel';
import { useSdePaths, type SdePathsProps } from './useSdePaths';
import './sde-paths.css';

const stepOptions = stepChoices.map((steps) => ({ value: String(steps), label: String(steps) }));

export default function SdePathsView(props: SdePathsProps) {
  const state = useSdePaths(props);
  const { figure, lines, shown, index, t, change } = state;
  const s = figure.settings.value;
  const convention = useConvention();
  const time = useMemo(() => timeAxis(convention, scheduleOf(s)), [convention, s.process]);
  const playing = state.playing.value;
  const last = lines.times.length - 1;
  const rows = (at: number) => lines.states[at].subarray(lines.dim * (s.path - 1), lines.dim * s.path);
  const picked: Picked | null = s.path === 0 ? null : { path: s.path, start: rows(0), here: rows(index) };
  const onPick = (path: number, to: number) => {
    figure.set({ path });
    state.go(to);
  };
  const paths = { s, walk: lines, index, onPick, time };

  return (
    <Shell
      figure={figure}
      status={playing || state.working.value ? 'running' : 'ready'}
      summary={summary(s, time.text(t), shown, picked)}
      chip={{ seed: s.seed }}
      panels={
        <>
          {s.mode === 'plane' ? <PlanePanel {...paths} shown={shown} /> : <TimePanel {...paths} />}
          <MarginalPanel
            s={s}
            t={t}
            time={time.text(t)}
            shown={shown}
            picked={picked && (picked.here[lines.dim - 1] ?? null)}
          />
          <div class="sp-numbers" data-beside={s.mode === 'plane' ? '' : undefined}>
            <Readouts>
              <Readout
                label="Largest gap of cumulative shares"
                tone="noised"
                value={shown ? gapText(shown) : 'being computed'}
              />
              <Readout
                label={`${crowdCount(s)} true samples`}
                tone="exact"
                value={shown ? chanceText(shown) : 'being computed'}
              />
              {s.mode === 'bridge' && <BridgeReadouts s={s} t={t} />}
              {s.mode !== 'bridge' && (
                <Readout
                  label="Rank correlation with the start"
                  value={shown ? fixed(shown.memory) : 'being computed'}
                />
              )}
              {picked && (
                <Readout
                  label={`Path ${picked.path}`}
                  value={`${placeText(picked.here)}, from ${placeText(picked.start)}`}
                />
              )}
            </Readouts>
          </div>
        </>
      }
      controls={
        <>
          {s.mode !== 'bridge' && (
            <Scrubber
              label={
                s.direction === 'reverse' ? 'noise η: 0 the ODE, 1 the reverse SDE' : 'noise η (only on the way back)'
              }
              tone="noised"
              min={0}
              max={2}
              step={0.01}
              value={s.lambda}
              disabled={s.direction === 'forward'}
              format={lambdaText}
              onInput={(lambda) => figure.set({ lambda })}
            />
          )}
          <Scrubber
            label={time.label}
            term="t"
            min={0}
            max={last}
            step={1}
            value={index}
            format={(k) => time.value(lines.times[Math.round(k)] ?? t)}
            onInput={(k) => state.go(Math.round(k))}
          />
          <PlayBar
            playing={playing}
            onPlay={state.play}
            onPause={() => {
              state.playing.value = false;
            }}
            onReset={figure.reset}
            reset="Reset"
          />
          {s.mode === 'bridge' && (
            <>
              <Slider
                label="from x₀"
                tone="data"
                min={-3}
                max={3}
                step={0.05}
                value={s.from}
                format={(v) => fixed(v)}
                onInput={(from) => figure.set({ from })}
              />
              <Slider
                label="to x₁"
                tone="noise"
                min={-3}
                max={3}
                step={0.05}
                value={s.to}
                format={(v) => fixed(v)}
                onInput={(to) => figure.set({ to })}
              />
            </>
          )}
        </>
      }
      after={
        <>
          <Controls>
            <Choice
              label="Paths"
              showLabel
              options={optionsOf(modeLabels)}
              value={s.mode}
              onChange={(mode) => change({ mode })}
            />
            {s.mode !== 'bridge' && (
              <Choice
                label="Time runs from"
                showLabel
                options={optionsOf(directionLabels)}
                value={s.direction}
                onChange={(direction) => change({ direction })}
              />
            )}
            <Choice
              label="Steps"
              showLabel
              options={stepOptions}
              value={String(s.steps)}
              onChange={(steps) => change({ steps: stepChoices.find((n) => String(n) === steps) ?? s.steps })}
            />
          </Controls>
          <More summary="Change the process and the data">
            <Controls>
              <Choice
                label="Process"
                showLabel
                options={optionsOf(processLabels)}
                value={s.process}
                onChange={(process) => change({ process })}
              />
              {s.mode === 'line' && (
                <Choice
                  label="Data"
                  showLabel
                  options={optionsOf(lineLabels)}
                  value={s.line}
                  onChange={(line) => change({ line })}
                />
              )}
              {s.mode === 'plane' && (
                <Choice
                  label="Data"
                  showLabel
                  options={optionsOf(planeLabels)}
                  value={s.plane}
                  onChange={(plane) => change({ plane })}
                />
              )}
              <SeedBox value={s.seed} onChange={(seed) => change({ seed })} />
            </Controls>
          </More>
        </>
      }
    />
  );
}

/** Where a bridge is to be expected, and how far its own clock has run. */
function BridgeReadouts({ s, t }: { readonly s: SdeSettings; readonly t: number }) {
  const { mean, deviation } = bridgeAt(s, t);
  const { clock, whole } = clockAt(s, t);
  return (
    <>
      <Readout label="Exact mean and deviation" tone="exact" value={`${fixed(mean)} ± ${fixed(deviation)}`} />
      <Readout label="Brownian clock σ²/α²" value={`${significant(clock)} of ${significant(whole)}`} />
    </>
  );
}

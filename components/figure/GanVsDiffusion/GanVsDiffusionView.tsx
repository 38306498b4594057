/** A diffusion model and a GAN on one target, at equal cost, from one button. */
import { useMemo } from 'preact/hooks';
import { Choice, DrawTools, PlayBar, Progress, SeedBox, Slider, useDrawing } from '../../control/index';
import { letters } from '../../../src/core/data/index';
import { backendNames } from '../../../src/engine/backends';
import { dots, grouped, significant, squareFrame } from '../../../src/picture/index';
import { Controls, Dots, More, Panel, Panels, Shell } from '../index';
import { TargetPanel } from '../kit/DrawnPanel';
import { extent, targetLabels, targetOf, targetPoints, toPanel } from '../kit/plane-target';
import { DistanceChart, SamplingChart, ShareCharts } from './Charts';
import {
  budgetText,
  courseReadout,
  courseTitle,
  matchOptions,
  names,
  ruleOptions,
  signs,
  sizesText,
  summary,
  unitOptions,
  verdictSentence,
} from './labels';
import { Results } from './Results';
import { marks, mostSeeds, seedsOf, shownPoints, type DuelSettings } from './settings';
import { contestants, type Contestant, type Trial } from './trial';
import { useGanVsDiffusion, type CompareProps, type Results as Measured } from './useGanVsDiffusion';
import './gan-vs-diffusion.css';

const square = squareFrame(extent);
const targets = Object.entries(targetLabels).map(([value, label]) => ({
  value: value as keyof typeof targetLabels,
  label,
}));

export default function GanVsDiffusionView(props: CompareProps) {
  const { figure, pair, results, backend, rates } = useGanVsDiffusion(props);
  const s = figure.settings.value;
  const measured = results.value;
  const status = pair.status.value;
  const seed = pair.seed.value;
  const { wanting } = useMemo(() => targetOf(s), [s.target, s.letter, s.points]);
  const points = useMemo(() => targetPoints(s), [s.target, s.letter, s.points, s.seed]);
  const drawing = useDrawing({ points: s.points, onChange: (drawn) => figure.set({ points: drawn }), most: 600 });
  const running = status === 'running' || status === 'loading';
  const newest = measured.trials.at(-1) ?? null;
  const [d, g] = rates.value;

  return (
    <Shell
      figure={figure}
      status={status === 'static' ? 'ready' : status}
      summary={summary(s, measured, seed)}
      error={pair.failure.value?.sentence ?? (s.target === 'drawn' ? null : wanting)}
      onDismissError={() => {
        pair.failure.value = null;
      }}
      chip={{
        backend: backend.value ? backendNames[backend.value] : undefined,
        speed: running && d > 0 && g > 0 ? `${grouped(d)} and ${grouped(g)} steps/s` : undefined,
        seed: s.seed,
      }}
      panels={
        <>
          <TargetPanel frame={square} drawing={drawing} wanting={wanting} target={s.target} points={points} />
          {contestants.map((who) => (
            <Cloud key={who} who={who} trial={newest} measured={measured} />
          ))}
        </>
      }
      controls={
        <>
          <PlayBar
            playing={status === 'running'}
            loading={status === 'loading'}
            play={status === 'paused' ? 'Go on' : status === 'done' ? 'Run again' : 'Train both'}
            onPlay={pair.play}
            onPause={pair.pause}
            onReset={pair.reset}
          />
          <Choice label="Target" options={targets} value={s.target} onChange={(target) => figure.set({ target })} />
          {s.target === 'drawn' && <DrawTools drawing={drawing} />}
          <Choice
            label="The GAN"
            showLabel
            options={ruleOptions}
            value={s.rules}
            onChange={(rules) => figure.set({ rules })}
          />
          <Choice label="Equal" showLabel options={unitOptions} value={s.by} onChange={(by) => figure.set({ by })} />
          <Budget s={s} set={(change) => figure.set(change)} />
          <Slider
            label="Seeds"
            min={1}
            max={mostSeeds}
            step={1}
            value={s.seeds}
            format={String}
            onInput={(seeds) => figure.set({ seeds })}
          />
        </>
      }
      after={
        <>
          <p class="c-summary gd-verdict">
            {verdictSentence(measured) || `Each may spend ${budgetText(s)}, and is measured ${marks} times on the way.`}
            {measured.built && ' Trained when the page was built.'}
          </p>
          <Panels>
            <DistanceChart results={measured} />
            <SamplingChart results={measured} />
          </Panels>
          <Panels>
            <ShareCharts results={measured} />
          </Panels>
          <Results results={measured} />
          <More summary="Sizes, seed">
            <Controls>
              {s.target === 'letter' && (
                <Choice
                  label="Letter"
                  showLabel
                  options={[...letters].map((letter) => ({ value: letter, label: letter }))}
                  value={s.letter.toUpperCase()}
                  onChange={(letter) => figure.set({ letter })}
                />
              )}
              <Slider
                label="Width of the diffusion model"
                min={16}
                max={128}
                step={8}
                value={8 * Math.round(s.width / 8)}
                unit="units"
                format={String}
                onInput={(width) => figure.set({ width })}
              />
              <Choice
                label="As many parameters in"
                showLabel
                options={matchOptions}
                value={s.match}
                onChange={(match) => figure.set({ match })}
              />
              <SeedBox value={s.seed} onChange={(next) => figure.set({ seed: next })} />
            </Controls>
          </More>
          <p class="c-hint gd-sizes">{sizesText(s)}</p>
        </>
      }
    >
      {seed !== null && (
        <Progress
          label={`Seed ${seed}, ${seedsOf(s).indexOf(seed) + 1} of ${s.seeds}`}
          value={progress(newest)}
          onStop={pair.pause}
        />
      )}
    </Shell>
  );
}

function Cloud({
  who,
  trial,
  measured: { spec, built },
}: {
  readonly who: Contestant;
  readonly trial: Trial | null;
  readonly measured: Measured;
}) {
  const course = trial?.[who] ?? null;
  const cloud = useMemo(
    () => (course ? dots(square, toPanel(spec, Float64Array.from(course.samples))) : ''),
    [course?.samples, spec],
  );
  return (
    <Panel
      frame={square}
      title={courseTitle(who, course)}
      tone={signs[who].tone}
      readout={courseReadout(course) + (trial && !built ? `; seed ${trial.seed}` : '')}
      label={cloud ? `Scatter plot of ${shownPoints} points by ${names[who]}` : `${names[who]}: not trained yet`}
    >
      <Dots d={cloud} tone={signs[who].tone} />
    </Panel>
  );
}

function Budget({ s, set }: { readonly s: DuelSettings; readonly set: (change: Partial<DuelSettings>) => void }) {
  switch (s.by) {
    case 'flops':
      return (
        <Slider
          label="Budget of each"
          log
          min={1}
          max={100}
          value={Math.min(100, Math.max(1, s.gigaflops))}
          unit="GFLOP"
          format={(v) => significant(v, 3)}
          onInput={(gigaflops) => set({ gigaflops })}
        />
      );
    case 'examples':
      return (
        <Slider
          label="Budget of each"
          log
          min={10_000}
          max={1_000_000}
          value={Math.min(1_000_000, Math.max(10_000, s.examples))}
          unit="examples"
          format={grouped}
          onInput={(v) => set({ examples: Math.round(v) })}
        />
      );
    case 'time':
      return (
        <Slider
          label="Budget of each"
          log
          min={0.5}
          max={30}
          value={Math.min(30, Math.max(0.5, s.seconds))}
          unit="s"
          format={(v) => significant(v, 2)}
          onInput={(seconds) => set({ seconds })}
        />
      );
  }
}

/** Of the trial: both runs count. */
function progress(trial: Trial | null): number {
  if (!trial) return 0;
  return contestants.reduce((sum, who) => sum + (trial[who].marks.at(-1)?.mark ?? 0), 0) / (2 * marks);
}

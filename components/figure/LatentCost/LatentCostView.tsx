/** The same operations for a diffusion model of pixels and for one of codes, its autoencoder included. */
import { untracked, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { Button, Choice, Progress, SeedBox, Slider, Toggle } from '../../control/index';
import { percent } from '../../../src/picture/numbers';
import { Controls, More, Panels, Shell, useFigure, type IslandProps } from '../index';
import { toBytes } from '../bytes';
import type { Curves } from './curves';
import { CurvesPanel } from './CurvesPanel';
import { budgetName, budgetOptions, estimateText, summary } from './labels';
import { AgreementPanel, BackPanel, CodeSheet, CostTable, PixelSheet } from './Panels';
import { begun, createRuns } from './runs';
import { latentCost, runKey, sizes, splitOf } from './state';
import './latent-cost.css';

export interface LatentCostProps extends IslandProps {
  /** As drawn when the page was built: the shipped models' pictures, grey levels as text. */
  readonly built: {
    readonly pixels: string;
    readonly codes: string;
    readonly originals: string;
    readonly distortion: number;
  };
  /** What was recorded at several budgets; null where nothing was. */
  readonly curves: Curves | null;
}

const sizeOptions = sizes.map((value) => ({ value, label: value }));

export default function LatentCostView({ id, initial, built, curves }: LatentCostProps) {
  const figure = useFigure({ id, schema: latentCost, initial });
  const first = useMemo(() => {
    const [originals, codes] = [toBytes(built.originals), toBytes(built.codes)];
    const back = { originals, pictures: codes.slice(0, originals.length), distortion: built.distortion };
    return { pixels: toBytes(built.pixels), codes, back };
  }, []);
  const { pair, both } = useMemo(() => createRuns(id, () => figure.settings.peek()), [figure]);
  const before = useRef(runKey(figure.settings.peek()));
  useSignalEffect(() => {
    const next = figure.settings.value;
    if (runKey(next) === before.current) return;
    before.current = runKey(next);
    untracked(() => {
      if (pair.status.peek() !== 'static') pair.reset();
      both.value = begun(next);
    });
  });
  useSignalEffect(() => pair.setVisible(figure.visible.value));
  useEffect(() => () => pair.dispose(), [pair]);
  const s = figure.settings.value;
  const { pixels, codes } = both.value;
  const status = pair.status.value;
  const failure = pair.failure.value;
  const under = status === 'running' || status === 'loading';
  const share = Math.min(pixels.flops, codes.flops) / (s.budget * 1e12);
  const begins = status === 'static' || status === 'ready';
  return (
    <Shell
      figure={figure}
      status={failure ? 'error' : begins ? 'ready' : status}
      summary={summary(both.value)}
      error={failure?.sentence ?? null}
      onDismissError={() => {
        pair.failure.value = null;
      }}
      chip={{ seed: s.seed }}
      panels={
        <>
          <PixelSheet pixels={pixels} first={first.pixels} />
          <CodeSheet codes={codes} numbers={s.latent} first={first.codes} />
        </>
      }
      controls={
        <>
          <Button kind="primary" onClick={() => (under ? pair.pause() : pair.play())}>
            {under ? 'Pause' : status === 'paused' ? 'Go on' : 'Train both'}
          </Button>
          <Choice
            label="Numbers of a code"
            showLabel
            options={sizeOptions}
            value={s.latent}
            onChange={(latent) => figure.set({ latent })}
          />
          <Choice
            label="Operations each"
            showLabel
            options={budgetOptions(s.budget)}
            value={String(s.budget)}
            onChange={(budget) => figure.set({ budget: Number(budget) })}
          />
          <Toggle label="Tune the decoder" value={s.tuned} onChange={(tuned) => figure.set({ tuned })} />
        </>
      }
      after={
        <More summary="Which phase gets how much, the seed">
          <Controls>
            <Slider
              label="for the autoencoder"
              value={s.autoencoder}
              min={0.1}
              max={0.8}
              step={0.05}
              format={percent}
              onInput={(autoencoder) => figure.set({ autoencoder })}
            />
            <Slider
              label="for the tuning"
              value={s.tuning}
              min={0.05}
              max={0.5}
              step={0.05}
              format={percent}
              disabled={!s.tuned}
              onInput={(tuning) => figure.set({ tuning })}
            />
            <SeedBox value={s.seed} onChange={(seed) => figure.set({ seed })} />
            <Button
              onClick={() => {
                pair.reset();
                both.value = begun(s);
              }}
            >
              Start over
            </Button>
            <Button onClick={figure.reset}>Reset</Button>
          </Controls>
          <p class="lc-note">The diffusion has the other {percent(splitOf(s).diffusion)}.</p>
        </More>
      }
    >
      <Panels>
        <AgreementPanel both={both.value} />
      </Panels>
      <Panels>
        <BackPanel codes={codes} first={first.back} />
      </Panels>
      {curves && (
        <Panels>
          <CurvesPanel curves={curves} budget={s.budget} />
        </Panels>
      )}
      <CostTable both={both.value} />
      {begins && <p class="lc-note">{estimateText(s)}</p>}
      {!begins && status !== 'done' && (
        <Progress
          label={`Training both, ${budgetName(s.budget)} operations each`}
          value={share}
          elapsed={(pixels.milliseconds + codes.milliseconds) / 1000}
          onStop={() => pair.reset()}
        />
      )}
    </Shell>
  );
}

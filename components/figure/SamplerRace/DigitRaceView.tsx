/** The race on digits: grids side by side, the judge's numbers under each. */
import { signal, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { Button, Choice, SeedBox, Slider } from '../../control/index';
import { sampleDigits } from '../../../src/engine/digit-client';
import { pixels } from '../../../src/picture/index';
import { Controls, More, Panel, Shell } from '../index';
import { momentsOf, runDigitRace, type DigitLane, type RealDigits } from './digit-race';
import { Entrants } from './Entrants';
import { digitFloor, digitReadout, digitSummary, gridOptions, laneSigns, modelOptions, samplerLabel, scheduleOptions, shares, shareText } from './labels';
import { mostEvaluations, pictureCounts } from './settings';
import type { SamplerRaceState } from './useSamplerRace';

/** Digits on show: two pictures of five rows, as much as one may hold. */
const columns = 10;
const rows = 5;
const countOptions = pictureCounts.map((n) => ({ value: String(n), label: String(n) }));

export function DigitRaceView({ state, real }: { readonly state: SamplerRaceState; readonly real: RealDigits | null }) {
  const { figure, change } = state;
  const s = figure.settings.value;
  const race = useMemo(() => createDigitRace(state, real), [state, real]);
  useSignalEffect(() => {
    const { at: _at, points: _points, target: _target, zero: _zero, misses: _misses, ...course } = figure.settings.value;
    if (figure.visible.value) race.follow(JSON.stringify(course));
  });
  useEffect(() => () => race.stop(), [race]);
  const lanes = race.lanes.value;
  const running = race.running.value;
  return (
    <Shell figure={figure} status={race.failure.value ? 'error' : running ? 'running' : lanes.length > 0 && lanes.every(({ done }) => done === 1) ? 'done' : 'ready'}
      summary={digitSummary(s, lanes)} error={race.failure.value} onDismissError={() => { race.failure.value = null; }} chip={{ seed: s.seed }}
      panels={s.samplers.map((name, i) => <Grid key={name} name={name} lane={lanes.find(({ sampler }) => sampler === name)} index={i} pictures={s.pictures} />)}
      controls={
        <>
          <Button kind="primary" onClick={() => (running ? race.stop() : race.again())}>{running ? 'Stop' : 'Race again'}</Button>
          <Slider label="Evaluations each may spend" min={4} max={mostEvaluations} step={1} value={s.evaluations} format={String} onInput={(evaluations) => change({ evaluations })} />
          <Choice label="Times of the steps" showLabel options={gridOptions} value={s.grid} onChange={(grid) => change({ grid })} />
        </>
      }
      after={
        <More summary="Change the course" open>
          <Controls>
            <Choice label="Model" showLabel options={modelOptions} value={s.model} onChange={(model) => change({ model })} />
            <Choice label="Digits in each lane" showLabel options={countOptions} value={String(s.pictures)} onChange={(n) => change({ pictures: Number(n) })} />
            <Slider label="Guidance w" min={0} max={4} step={0.5} value={s.guidance} format={String} onInput={(guidance) => change({ guidance })} />
            <Choice label="Schedule" showLabel term="alphabar" options={scheduleOptions} value={s.schedule} onChange={(schedule) => change({ schedule })} />
            <SeedBox value={s.seed} onChange={(seed) => change({ seed })} />
            <Button onClick={() => figure.reset()}>Reset</Button>
          </Controls>
        </More>
      }
    >
      <p class="c-summary sr-shares">{shares(s)}</p>
      {real && <p class="c-summary">{digitFloor(s, real.training, real.floors.find(([n]) => n === s.pictures)?.[1])}</p>}
      <Entrants state={state} />
    </Shell>
  );
}

function Grid({ name, lane, index, pictures }: { readonly name: DigitLane['sampler']; readonly lane: DigitLane | undefined; readonly index: number; readonly pictures: number }) {
  const shape = pictures < 2 * rows * columns ? 2 : 1;
  const shown = useMemo(() => (lane ? sheets(lane.pictures) : []), [lane?.pictures]);
  return (
    <Panel ratio={shape} tone={laneSigns[index].tone} title={samplerLabel(name)} readout={lane ? <>{lane.done === 1 ? shareText(lane) : ''}<br />{digitReadout(lane, pictures)}</> : 'about to run'}
      label={`Digits by ${samplerLabel(name)}, ten columns asked for as 0 to 9`}>
      <div class="sr-grid" style={{ aspectRatio: String(shape) }}>
        {shown.map((href, k) => <img key={k} class="f-ink" src={href} alt={`Digits by ${samplerLabel(name)}, rows ${rows * k + 1} on`} />)}
      </div>
    </Panel>
  );
}

function sheets(grey: Uint8Array): readonly string[] {
  const cells = Math.min(grey.length / 784, 2 * rows * columns);
  return Array.from({ length: Math.ceil(cells / (rows * columns)) }, (_, k) => {
    const out = new Float64Array(rows * columns * 784).fill(-1);
    for (let i = 0; i < rows * columns; i++) {
      const from = (k * rows * columns + i) * 784;
      if (from >= cells * 784) break;
      for (let p = 0; p < 784; p++) {
        out[(28 * Math.floor(i / columns) + Math.floor(p / 28)) * 28 * columns + 28 * (i % columns) + (p % 28)] = grey[from + p] / 127.5 - 1;
      }
    }
    return pixels(out, 28 * columns);
  });
}

/** Milliseconds that the settings rest before a new race. */
const settled = 250;

function createDigitRace({ figure }: SamplerRaceState, real: RealDigits | null) {
  const lanes = signal<readonly DigitLane[]>([]);
  const running = signal(false);
  const failure = signal<string | null>(null);
  const moments = real && momentsOf(real);
  let followed = '';
  let stopper = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function start(): Promise<void> {
    const { signal: stopped } = stopper;
    try {
      await runDigitRace({
        settings: figure.settings.peek(), real: moments, sample: sampleDigits, signal: stopped, report: (next) => { lanes.value = next; },
      });
    } catch (error) {
      if (!stopped.aborted) failure.value = error instanceof Error ? error.message : String(error);
    }
    if (!stopped.aborted) running.value = false;
  }
  const stop = () => {
    clearTimeout(timer);
    stopper.abort();
    running.value = false;
  };
  const again = (wait = 0) => {
    stop();
    stopper = new AbortController();
    running.value = true;
    failure.value = null;
    lanes.value = [];
    timer = setTimeout(() => void start(), wait);
  };
  return {
    lanes, running, failure, stop,
    again: () => again(),
    follow(course: string) {
      if (course === followed) return;
      followed = course;
      again(settled);
    },
  };
}

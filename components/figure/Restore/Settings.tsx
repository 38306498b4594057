/** How badly the digit was damaged, and the numbers of the methods. */
import { useMemo } from 'preact/hooks';
import { digitSide } from '../../../src/core/data/digits';
import { Button, Choice, SeedBox, Slider } from '../../control/index';
import { fixed, pixels } from '../../../src/picture/index';
import { Controls, More } from '../index';
import { classicalTexts } from './labels';
import type { RestoreSettings } from './state';
import type { Without } from './work';

interface Props {
  readonly s: RestoreSettings;
  readonly set: (change: Partial<RestoreSettings>) => void;
}

const factors = [
  { value: '2', label: '14 × 14' },
  { value: '4', label: '7 × 7' },
  { value: '7', label: '4 × 4' },
] as const;

/** The one number of a damage; what is missing has a brush. */
export function DamageSlider({ s, set }: Props) {
  switch (s.damage) {
    case 'mask':
    case 'fourier':
      return null;
    case 'small':
      return <Choice label="to" showLabel options={factors} value={s.factor} onChange={(factor) => set({ factor })} />;
    case 'blur':
      return (
        <Slider
          label="width of the blur"
          min={0.5}
          max={4.6}
          step={0.1}
          value={s.blur}
          format={(v) => `${fixed(v, 1)} px`}
          onInput={(blur) => set({ blur })}
        />
      );
    case 'noise':
      return (
        <Slider
          label="noise, ink is 1"
          min={0}
          max={2}
          step={0.05}
          value={s.grain}
          format={fixed}
          onInput={(grain) => set({ grain })}
        />
      );
    case 'jpeg':
      return (
        <Slider
          label="step of the rounding"
          min={0.05}
          max={2}
          step={0.05}
          value={s.step}
          format={fixed}
          onInput={(step) => set({ step })}
        />
      );
    case 'projections':
      return (
        <Slider
          label="projections"
          min={14}
          max={392}
          step={14}
          value={s.projections}
          format={String}
          onInput={(projections) => set({ projections })}
        />
      );
  }
}

export function MoreSettings({ s, set, onReset }: Props & { readonly onReset: () => void }) {
  return (
    <More summary="Steps, noise, and the numbers of the methods">
      <Controls>
        <Slider
          label="steps"
          min={5}
          max={200}
          step={5}
          value={s.steps}
          format={String}
          onInput={(steps) => set({ steps })}
        />
        <Slider
          label="answers"
          min={2}
          max={16}
          step={1}
          value={s.answers}
          format={String}
          onInput={(answers) => set({ answers })}
        />
        {s.damage !== 'noise' && s.damage !== 'jpeg' && (
          <Slider
            label="noise of the measurement"
            min={0}
            max={0.5}
            step={0.01}
            value={s.noise}
            format={fixed}
            onInput={(noise) => set({ noise })}
          />
        )}
        {s.method === 'repaint' && (
          <Slider
            label="visits"
            min={1}
            max={12}
            step={1}
            value={s.visits}
            format={String}
            onInput={(visits) => set({ visits })}
          />
        )}
        {(s.method === 'ddnm' || s.method === 'ddrm') && (
          <Slider
            label="share of fresh noise η"
            min={0}
            max={1}
            step={0.05}
            value={s.eta}
            format={fixed}
            onInput={(eta) => set({ eta })}
          />
        )}
        {s.method === 'dps' && (
          <Slider
            label="length of a step ζ′"
            min={0}
            max={12}
            step={0.5}
            value={s.zeta}
            format={fixed}
            onInput={(zeta) => set({ zeta })}
          />
        )}
        {(s.method === 'pigdm' || s.method === 'twisted') && (
          <Slider
            label="deviation of the data"
            min={0.1}
            max={2}
            step={0.1}
            value={s.deviation}
            format={fixed}
            onInput={(deviation) => set({ deviation })}
          />
        )}
        {s.method === 'twisted' && (
          <Slider
            label="particles for an answer"
            min={1}
            max={32}
            step={1}
            value={s.particles}
            format={String}
            onInput={(particles) => set({ particles })}
          />
        )}
        <SeedBox value={s.seed} onChange={(seed) => set({ seed })} />
        <Button onClick={onReset}>Reset</Button>
      </Controls>
    </More>
  );
}

/** What was answered before there were such models: worked out when it is asked for. */
export function WithoutModel({
  without,
  fresh,
  running,
  disabled,
  onAsk,
}: {
  readonly without: Without;
  /** Whether they answer what is measured now. */
  readonly fresh: boolean;
  readonly running: boolean;
  readonly disabled: boolean;
  readonly onAsk: () => void;
}) {
  const hrefs = useMemo(
    () => without.found.map(({ grey }) => pixels(grey, digitSide, { paper: 0, ink: 255 })),
    [without],
  );
  return (
    <More summary="Without a model of digits">
      <Controls>
        <Button disabled={disabled || running || fresh} onClick={onAsk}>
          {running ? 'Working' : 'Work out what others answer'}
        </Button>
      </Controls>
      {fresh && (
        <ul class="rs-answers rs-without" aria-label="Answers without a network, with their errors">
          {without.found.map(({ name, error }, i) => (
            <li key={name}>
              <span class="rs-one">
                <img class="f-ink" src={hrefs[i]} alt={`Answer by ${classicalTexts[name]}`} />
              </span>
              <p>
                {classicalTexts[name]}
                <br />
                misses by {fixed(error, 3)}
              </p>
            </li>
          ))}
        </ul>
      )}
      {fresh && (
        <p class="f-readout">
          One answer each. The Wiener filter knows mean and covariance of {without.digits} training digits; the nearest
          digit is the one of these whose measurement is nearest.
        </p>
      )}
    </More>
  );
}

/** The shipped network, asked: one class with guidance, or two classes at once. */
import { Button, Choice, Progress, SeedBox, Slider, Toggle, optionsOf } from '../../control/index';
import { fixed } from '../../../src/picture/index';
import { Controls, More, Shell } from '../index';
import { howNames, operationNames, spaceNames, summary, weightText } from './labels';
import { MeasuredPanel, PicturesPanel } from './Panels';
import { weights } from './state';
import { useAskDigits, type AskDigitsProps } from './useAskDigits';

const digits = Array.from({ length: 10 }, (_, i) => ({ value: String(i), label: String(i) }));
/** Noise levels on a slider, even in their logarithm. */
const levels = { min: Math.log10(0.03), max: Math.log10(30) };

export default function AskDigitsView(props: AskDigitsProps) {
  const { figure, shown, running, error, stop } = useAskDigits(props);
  const s = figure.settings.value;
  const guided = s.mode === 'guidance';
  const codes = s.space === 'codes';
  const { pictures, measured } = shown.value;
  const level = (label: string, name: 'from' | 'to') => (
    <Slider
      label={label}
      tone="noised"
      min={levels.min}
      max={levels.max}
      step={0.05}
      value={Math.log10(s[name])}
      format={(v) => fixed(10 ** v)}
      onInput={(v) => figure.set({ [name]: 10 ** v })}
    />
  );
  const digit = (label: string, name: 'digit' | 'other') => (
    <Choice
      label={label}
      showLabel
      options={digits}
      value={String(s[name])}
      onChange={(v) => figure.set({ [name]: Number(v) })}
    />
  );
  return (
    <Shell
      figure={figure}
      status={error.value ? 'error' : running.value ? 'running' : 'done'}
      summary={summary(s, shown.value)}
      error={error.value}
      onDismissError={() => {
        error.value = null;
      }}
      chip={{ seed: s.seed }}
      panels={
        <>
          <PicturesPanel pictures={pictures} />
          <MeasuredPanel s={s} measured={measured} />
        </>
      }
      controls={
        guided ? (
          <>
            <Slider
              label="guidance weight w"
              term="w"
              tone="model"
              min={-1}
              max={8}
              step={0.5}
              value={s.w}
              format={weightText}
              onInput={(w) => figure.set({ w })}
            />
            {digit('Digit', 'digit')}
            {!codes && (
              <Choice
                label="Guide by"
                showLabel
                options={optionsOf(howNames)}
                value={s.how}
                onChange={(how) => figure.set({ how })}
              />
            )}
          </>
        ) : (
          <>
            <Choice
              label="Ask for"
              showLabel
              options={optionsOf(operationNames)}
              value={s.operation}
              onChange={(operation) => figure.set({ operation })}
            />
            {digit('First', 'digit')}
            {digit('Second', 'other')}
            {(s.operation === 'both' || s.operation === 'without') && (
              <Slider
                label="strength of the condition"
                min={0}
                max={4}
                step={0.25}
                value={s.strength}
                format={fixed}
                onInput={(strength) => figure.set({ strength })}
              />
            )}
          </>
        )
      }
      after={
        <More
          summary={
            guided
              ? 'Limit it, rescale it, draw in codes, change the seed'
              : 'Clip the guesses, draw in codes, change the seed'
          }
          open={codes || (guided && (s.limited || s.phi > 0))}
        >
          <Controls>
            <Choice
              label="Draw in"
              showLabel
              options={optionsOf(spaceNames)}
              value={s.space}
              onChange={(space) => figure.set({ space })}
            />
            {guided && (
              <Toggle
                label="guide in an interval only"
                value={s.limited}
                onChange={(limited) => figure.set({ limited })}
              />
            )}
            {guided && s.limited && level('from noise', 'from')}
            {guided && s.limited && level('to noise', 'to')}
            {guided && (codes || s.how === 'free') && (
              <Slider
                label="rescaling φ"
                min={0}
                max={1}
                step={0.05}
                value={s.phi}
                format={fixed}
                onInput={(phi) => figure.set({ phi })}
              />
            )}
            {!codes && (
              <Toggle label="clip guesses to paper and ink" value={s.clip} onChange={(clip) => figure.set({ clip })} />
            )}
            <SeedBox value={s.seed} onChange={(seed) => figure.set({ seed })} />
            <Button onClick={figure.reset}>Reset</Button>
          </Controls>
        </More>
      }
    >
      {running.value && (
        <Progress
          label={pictures.classes.length === 0 ? 'Drawing' : 'Measuring'}
          value={pictures.classes.length === 0 ? pictures.done : measured.marks.length / weights.length}
          onStop={stop}
        />
      )}
    </Shell>
  );
}

/** Two shipped models of the same digits, side by side; or two that learn them here. */
import { Button, Progress, SeedBox, Slider } from '../../control/index';
import { fixed } from '../../../src/picture/index';
import { Controls, More, Shell } from '../index';
import { summary, weightText } from './labels';
import { GridPanel, Measured } from './Panels';
import { target } from './state';
import { useDigitsVsDigits, type DigitsVsDigitsProps } from './useDigitsVsDigits';
import './digits-vs-digits.css';

export default function DigitsVsDigitsView(props: DigitsVsDigitsProps) {
  const { figure, reference, shown, running, error, again, stop } = useDigitsVsDigits(props);
  const s = figure.settings.value;
  const { diffusion, gan } = shown.value;
  const n = (diffusion.measures?.n ?? 0) + (gan.measures?.n ?? 0);
  return (
    <Shell
      figure={figure}
      status={error.value ? 'error' : running.value ? 'running' : 'done'}
      summary={summary(s, shown.value, reference)}
      error={error.value}
      onDismissError={() => { error.value = null; }}
      chip={{ seed: s.seed }}
      panels={<><GridPanel which="diffusion" side={diffusion} s={s} /><GridPanel which="gan" side={gan} s={s} /></>}
      controls={
        <>
          <Button kind="primary" onClick={() => (Number.isFinite(gan.milliseconds) ? figure.set({ seed: s.seed + 1 }) : again())}>Draw them here</Button>
          <Slider label="evaluations of the diffusion model" tone="model" min={1} max={50} step={1} value={s.evaluations} format={(v) => String(v)} onInput={(evaluations) => figure.set({ evaluations })} />
          <Slider label="guidance weight w" tone="model" term="w" min={0} max={4} step={0.25} value={s.guidance} format={weightText} onInput={(guidance) => figure.set({ guidance })} />
          <Slider label="codes of the GAN times" tone="generator" min={0.3} max={1} step={0.05} value={s.shrink} format={(v) => fixed(v)} onInput={(shrink) => figure.set({ shrink })} />
        </>
      }
      after={
        <More summary="Change the seed">
          <Controls>
            <SeedBox value={s.seed} onChange={(seed) => figure.set({ seed })} />
            <Button onClick={figure.reset}>Reset</Button>
          </Controls>
        </More>
      }
    >
      <Measured shown={shown.value} reference={reference} />
      {running.value && <Progress label="Drawing and judging" value={n / (2 * target)} onStop={stop} />}
    </Shell>
  );
}

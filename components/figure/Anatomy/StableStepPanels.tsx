/** What guidance, the scheduler and the decoder of the latent system hold at a step. */
import type { Anatomy } from '../../../src/engine/kinds/shipped/anatomy';
import { frame } from '../../../src/picture/frame';
import { line } from '../../../src/picture/line';
import { fixed } from '../../../src/picture/numbers';
import { Axes, Line, Marker, Panel } from '../index';
import { samplerLabel } from '../kit/sampler-labels';
import { CodePanel, GreyPanel } from './Maps';
import { full, sizeOf, type StableStep } from './stable';
import { sigmaText, stepText, weightText } from './stable-labels';
import type { AnatomySettings } from './state';

export function GuidancePanels({ s, now }: { readonly s: AnatomySettings; readonly now: StableStep }) {
  return (
    <>
      <CodePanel
        values={now.told}
        most={full}
        title="With the words"
        tone="model"
        readout={`size ${fixed(sizeOf(now.told))}`}
      />
      <CodePanel
        values={now.untold}
        most={full}
        title={s.guided ? 'Without them' : 'Not asked without them'}
        tone="noise"
        readout={`size ${fixed(sizeOf(now.untold))}`}
      />
      <CodePanel
        values={now.difference}
        title="What the words change"
        tone="data"
        readout={`size ${fixed(sizeOf(now.difference))}, drawn on its own scale`}
      />
      <CodePanel
        values={now.guess}
        most={full}
        title="What is used"
        tone="model"
        readout={s.guided ? `with + ${weightText(s.w)} × the change` : 'guidance is off: as it is with the words'}
        term="xhat"
      />
    </>
  );
}

export function SchedulerPanels({
  s,
  found: { sigmas },
  step,
  now,
}: {
  readonly s: AnatomySettings;
  readonly found: Anatomy;
  readonly step: number;
  readonly now: StableStep;
}) {
  const shown = Array.from(sigmas).filter((v) => v > 0);
  const box = frame({
    width: 320,
    height: 200,
    margin: { top: 26, right: 12, bottom: 38, left: 40 },
    x: [0, sigmas.length - 1],
    y: [0.01, 60],
    yLog: true,
  });
  return (
    <>
      <Panel
        frame={box}
        border={false}
        title={`${samplerLabel(s.sampler)}, ${stepText(step, sigmas.length - 2)}`}
        tone="noised"
        readout={`noise from ${sigmaText(now.sigma)} to ${sigmaText(now.next)}`}
        label={`Noise levels: ${Array.from(sigmas, sigmaText).join(', ')}`}
      >
        <Axes frame={box} x={{ label: 'steps taken', count: 5 }} y={{ label: 'noise σ', count: 4 }} />
        <Line
          d={line(
            box,
            shown.map((_, i) => i),
            shown,
          )}
          tone="noised"
        />
        {shown.map((v, i) => (
          <Marker key={i} x={box.x(i)} y={box.y(v)} tone="noised" size={i === step ? 7 : 3} filled={i !== step} />
        ))}
      </Panel>
      <CodePanel
        values={now.before}
        most={full}
        title="Before the step"
        readout={`σ = ${sigmaText(now.sigma)}, over √(1 + σ²)`}
        term="xt"
      />
      <CodePanel
        values={now.guess}
        most={full}
        title="The guess it goes towards"
        tone="model"
        readout="as guidance left it"
      />
      <CodePanel values={now.after} most={full} title="After it" readout={`σ = ${sigmaText(now.next)}`} />
    </>
  );
}

export function DecoderPanels({ found: { picture }, now }: { readonly found: Anatomy; readonly now: StableStep }) {
  return (
    <>
      <CodePanel
        values={now.guess}
        most={full}
        title="The guess of the code"
        tone="model"
        readout="7 × 7 × 4 = 196 numbers"
      />
      <GreyPanel
        values={now.decoded}
        title={now.decoded ? 'The same in pixels' : 'Not decoded'}
        tone="model"
        readout={now.decoded ? '28 × 28 = 784 pixels' : 'only the last code goes through the decoder'}
      />
      {now.undone && (
        <GreyPanel
          values={now.undone}
          title="The noised code in pixels"
          tone="noised"
          readout={`what the decoder makes of the code itself at σ = ${sigmaText(now.sigma)}`}
        />
      )}
      <GreyPanel values={picture} title="The last code in pixels" tone="model" readout="the picture" />
    </>
  );
}

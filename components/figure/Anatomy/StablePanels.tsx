/** What an opened block of the latent system holds at a step: its tensors. */
import { useMemo } from 'preact/hooks';
import { largest } from '../../../src/picture/cells';
import { inkError } from '../../../src/engine/kinds/shipped/pixels';
import type { Anatomy } from '../../../src/engine/kinds/shipped/anatomy';
import { readPrompt } from '../../../src/core/caption/index';
import { fixed, percent } from '../../../src/picture/numbers';
import { Panel } from '../index';
import { CodePanel, GreyPanel, MapsPanel, RowsPanel, SharesPanel } from './Maps';
import { full, sizeOf, stableStep, wordNames, type StableStep } from './stable';
import { askedText, promptProblems, sigmaText, stepText } from './stable-labels';
import { DecoderPanels, GuidancePanels, SchedulerPanels } from './StableStepPanels';
import { pictureOf, type AnatomySettings } from './state';

export interface StablePanelProps {
  readonly s: AnatomySettings;
  readonly found: Anatomy;
  readonly step: number;
  readonly block: string;
}

export function StablePanels({ s, found, step, block }: StablePanelProps) {
  const now = stableStep(found, step);
  const names = wordNames(s, found);
  const steps = found.sigmas.length - 1;
  const at = stepText(step, steps - 1);
  switch (block) {
    case 'prompt':
      return <PromptPanel prompt={s.prompt} heard={s.words} />;
    case 'text':
      return <TextPanels found={found} names={names} />;
    case 'start':
      return <StartPanels s={s} found={found} />;
    case 'digit':
    case 'encoder':
      return <EncoderPanels s={s} found={found} />;
    case 'denoiser':
      return (
        <>
          <CodePanel
            values={now.before}
            most={full}
            title={`What goes in, ${at}`}
            readout={`noise ${sigmaText(now.sigma)}, over √(1 + σ²)`}
            term="xt"
          />
          <CodePanel
            values={now.told}
            most={full}
            title="Its guess of the clean code"
            tone="model"
            readout={`size ${fixed(sizeOf(now.told))} a number; codes have 1`}
            term="xhat"
          />
          <MapsPanel
            maps={now.attention}
            across={7}
            names={names}
            most={Math.max(...now.attention.map((map) => Math.max(...map)))}
            columns={names.length > 6 ? 5 : 3}
            title="Where each word is looked at"
            tone="data"
            readout={attentionText(now, names)}
          />
        </>
      );
    case 'guidance':
      return <GuidancePanels s={s} now={now} />;
    case 'scheduler':
      return <SchedulerPanels s={s} found={found} step={step} now={now} />;
    case 'decoder':
      return <DecoderPanels found={found} now={now} />;
    case 'picture':
      return (
        <GreyPanel values={found.picture} title="What came" tone="model" readout={askedText(s.prompt, found.picture)} />
      );
    default:
      return null;
  }
}

/** The word that takes most of all places' attention. */
function attentionText({ attention }: StableStep, names: readonly string[]): string {
  const shares = attention.map((map) => map.reduce((sum, v) => sum + v, 0) / map.length);
  const best = shares.indexOf(Math.max(...shares));
  return `“${names[best]}” takes ${percent(shares[best])} of all places’ attention; mean over heads and blocks`;
}

export function PromptPanel({ prompt, heard }: { readonly prompt: string; readonly heard: boolean }) {
  const { words } = readPrompt(prompt);
  const problems = promptProblems(prompt);
  return (
    <Panel
      ratio={6}
      title={`${words.length} words that the network knows, and their tokens`}
      tone="data"
      readout={[...(heard ? [] : ['The words are switched off.']), ...problems].join(' ') || 'all words are known'}
      label="The prompt in words"
    >
      <ol class="an-words">
        {words.map(({ word, token }, i) => (
          <li key={i}>
            <b>{word}</b>
            <span>{token}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function TextPanels({ found, names }: { readonly found: Anatomy; readonly names: readonly string[] }) {
  const { embedded, encoded, textChannels, looking } = found;
  const both = useMemo(() => {
    const most = [largest(embedded), largest(encoded)];
    return Float32Array.from([...embedded.map((v) => v / most[0]), ...encoded.map((v) => v / most[1])]);
  }, [embedded, encoded]);
  return (
    <>
      <RowsPanel
        values={both}
        names={[...names, ...names]}
        columns={textChannels}
        title={`Each word as ${textChannels} numbers, and below again after the words asked each other`}
        readout="above with its place in the prompt; below what the denoiser attends to"
        parts={2}
      />
      <SharesPanel
        values={looking}
        names={names}
        title="Who looks at whom"
        readout="a row a word, in the prompt’s order; its shares sum to 1"
      />
    </>
  );
}

function StartPanels({ s, found }: { readonly s: AnatomySettings; readonly found: Anatomy }) {
  const { x, sigmas, source } = found;
  const start = x.subarray(0, 196);
  return (
    <>
      {source && (
        <CodePanel
          values={source.code}
          most={full}
          title={`The code of the ${s.digit}`}
          tone="data"
          readout={`strength ${fixed(s.strength)}: the last ${sigmas.length - 1} of ${s.steps} steps`}
        />
      )}
      <CodePanel
        values={start}
        most={full * Math.sqrt(1 + sigmas[0] ** 2)}
        title={source ? 'Under noise' : 'Noise: 7 × 7 places of 4 numbers'}
        readout={`deviation ${fixed(sizeOf(start), 1)}, seed ${s.seed}; σ = ${sigmaText(sigmas[0])}`}
        term="xt"
      />
    </>
  );
}

function EncoderPanels({ s, found }: { readonly s: AnatomySettings; readonly found: Anatomy }) {
  const picture = pictureOf(s.digit);
  const { source } = found;
  if (!source)
    return (
      <GreyPanel
        values={picture}
        title={`A real ${s.digit}`}
        readout="not used: set “begin at” to a picture"
        term="x0"
      />
    );
  return (
    <>
      <GreyPanel values={picture} title={`A real ${s.digit}`} readout="784 pixels" term="x0" />
      <CodePanel
        values={source.code}
        most={full}
        title="Its code"
        tone="data"
        readout={`196 numbers, size ${fixed(sizeOf(source.code))}`}
      />
      <GreyPanel
        values={source.back}
        title="What the decoder makes of that"
        tone="model"
        readout={`mean squared error ${fixed(inkError(picture, source.back), 4)} of ink from 0 to 1`}
      />
    </>
  );
}

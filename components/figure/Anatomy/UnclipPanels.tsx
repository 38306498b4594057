/** What an opened block of unCLIP holds at a step. */
import type { Unclipped } from '../../../src/engine/kinds/shipped/unclip';
import { fixed } from '../../../src/picture/numbers';
import { GreyPanel, RowsPanel } from './Maps';
import { sizeOf } from './stable';
import { askedText } from './stable-labels';
import { PromptPanel } from './StablePanels';
import { pictureOf, priorRuns, type AnatomySettings } from './state';
import { cosine, type UnclipStep } from './unclip';

export interface UnclipPanelProps {
  readonly s: AnatomySettings;
  readonly found: Unclipped;
  readonly now: UnclipStep;
  readonly block: string;
}

/** Rows of 32 numbers under one another, each of its own length. */
const numbers = 32;

const joined = (rows: readonly ArrayLike<number>[]): Float32Array => {
  const all = new Float32Array(rows.length * numbers);
  rows.forEach((row, i) => {
    const size = sizeOf(row) || 1;
    for (let k = 0; k < numbers; k++) all[i * numbers + k] = row[k] / size;
  });
  return all;
};

export function UnclipPanels({ s, found, now, block }: UnclipPanelProps) {
  const { text, embeddings, again, cosines, x } = found;
  switch (block) {
    case 'prompt':
      return <PromptPanel prompt={s.prompt} heard />;
    case 'text':
    case 'image':
    case 'embedding':
      return (
        <RowsPanel
          values={joined([...(text ? [text] : []), embeddings, again])}
          names={[...(text ? ['caption'] : []), 'told', 'came']}
          columns={numbers}
          title="Directions of 32 numbers"
          readout={`${text ? `the caption’s and the one told have cosine ${fixed(cosine(text, embeddings))}; ` : ''}the one told and that of what came ${fixed(cosines[0])}`}
        />
      );
    case 'prior':
      return <PriorPanels s={s} found={found} now={now} />;
    case 'decoder':
    case 'pixels':
      return <DecoderPanels found={found} now={now} />;
    case 'digit':
      return (
        <>
          <GreyPanel values={pictureOf(s.digit)} title={`A real ${s.digit}`} readout="784 pixels" term="x0" />
          {s.from === 'between' && (
            <GreyPanel
              values={pictureOf(s.other)}
              title={`A real ${s.other}`}
              readout={`${fixed(s.share)} of the way`}
              term="x0"
            />
          )}
        </>
      );
    case 'picture':
      return (
        <GreyPanel
          values={x}
          title="What came"
          tone="model"
          readout={
            s.from === 'text' ? askedText(s.prompt, x) : `cosine ${fixed(cosines[0])} with the embedding asked for`
          }
        />
      );
    default:
      return null;
  }
}

function PriorPanels({
  s,
  found: { prior, text, embeddings },
  now,
}: {
  readonly s: AnatomySettings;
  readonly found: Unclipped;
  readonly now: UnclipStep;
}) {
  if (!prior)
    return (
      <RowsPanel
        values={joined([embeddings])}
        names={['told']}
        columns={numbers}
        title={priorRuns(s) ? 'The prior' : 'The prior is left out'}
        readout="the decoder is told what stands before it, as it is"
      />
    );
  const { guesses } = prior;
  const at = now.part === 'prior' ? now.of : guesses.length - 2;
  const rows = guesses.slice(1);
  return (
    <RowsPanel
      values={joined([...(text ? [text] : []), prior.states[at], ...rows])}
      names={[
        ...(text ? ['caption'] : []),
        'goes in',
        ...rows.map((_, i) => (i === at ? `step ${i + 1} ←` : `step ${i + 1}`)),
      ]}
      columns={numbers}
      title="What it is told, what goes in, and its guess at every step"
      readout={`step ${at + 1}’s guess has cosine ${fixed(cosine(guesses[at + 1], embeddings))} with where it ends${text ? `; that and the caption’s, ${fixed(cosine(text, embeddings))}` : ''}`}
      term="xhat"
    />
  );
}

function DecoderPanels({
  found: { decoder, embeddings, x },
  now,
}: {
  readonly found: Unclipped;
  readonly now: UnclipStep;
}) {
  if (!decoder) return null;
  const at = now.part === 'decoder' ? now.of : 0;
  const first = decoder.guesses[at + 1];
  return (
    <>
      <RowsPanel
        values={joined([embeddings, decoder.states[at], first])}
        names={['told', 'goes in', 'its guess']}
        columns={numbers}
        title={`Step ${at + 1} of ${decoder.times.length - 1} on a code of ${first.length} numbers`}
        readout="each row is drawn over its own size"
        term="xhat"
      />
      <GreyPanel
        values={decoder.pictures[at + 1]}
        title="The guess in pixels"
        tone="model"
        readout="by the flat autoencoder’s decoder"
      />
      <GreyPanel values={x} title="Where it ends" tone="model" readout="the picture" />
    </>
  );
}

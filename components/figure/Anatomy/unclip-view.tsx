/** Text to a picture by way of the picture's embedding, as DALL·E 2 is put together. */
import type { ComponentChildren } from 'preact';
import type { Unclipped } from '../../../src/engine/kinds/shipped/unclip';
import { fixed } from '../../../src/picture/numbers';
import { inside } from './diagrams';
import { Grey } from './Maps';
import { askedText, weightText } from './stable-labels';
import { pictureOf, priorRuns, type AnatomySettings } from './state';
import { Strips, Words } from './StableThumbs';
import { cosine, unclipStep } from './unclip';
import { UnclipPanels } from './UnclipPanels';
import type { SystemView } from './system-view';
import { one, quoted } from './words';

const { x: left, y: top, width, height } = inside;
const picture = { x: left + (width - height) / 2, y: top, width: height };

/** Blocks that take no part as things are set. */
export function unclipOff(s: AnatomySettings, block: string): boolean {
  if (block === 'prior') return !priorRuns(s);
  if (block === 'prompt' || block === 'text') return s.from === 'picture' || s.from === 'between';
  return (block === 'digit' || block === 'image') && s.from === 'text';
}

/** What the embedding comes from, in words. */
function sourceText(s: AnatomySettings): string {
  switch (s.from) {
    case 'text':
      return `${quoted(s.prompt)}${s.prior ? '' : ', its own embedding handed on without the prior'}`;
    case 'picture':
      return `variations of a real ${s.digit}`;
    case 'between':
      return `${fixed(s.share)} of the way from ${one(s.digit)} to ${one(s.other)}`;
    case 'difference':
      return `a real ${s.digit}, ${fixed(s.share)} of the way from ${quoted(s.prompt)} to ${quoted(s.towards)}`;
  }
}

export function unclipView(s: AnatomySettings, found: Unclipped, step: number): SystemView {
  const now = unclipStep(found, step);
  const { text, embeddings, codes, x, again, cosines } = found;
  const working = now.part === 'prior';
  const draws: Readonly<Record<string, () => ComponentChildren>> = {
    prompt: () => <Words text={s.prompt} />,
    text: () => text && <Strips values={text} rows={1} tone="data" />,
    prior: () =>
      found.prior && <Strips values={working ? now.guess : (found.prior.guesses.at(-1) ?? now.guess)} rows={1} />,
    digit: () =>
      s.from === 'between' ? (
        [s.digit, s.other].map((digit, i) => (
          <Grey key={digit} values={pictureOf(digit)} x={left + i * 46} y={top + 11} width={44} />
        ))
      ) : (
        <Grey values={pictureOf(s.digit)} {...picture} />
      ),
    image: () => <Strips values={s.from === 'text' ? again : embeddings} rows={1} tone="data" />,
    embedding: () => <Strips values={embeddings} rows={1} />,
    decoder: () => (
      <Strips values={working ? unclipStart(found) : now.guess} rows={1} tone={working ? 'noised' : 'model'} />
    ),
    pixels: () => now.picture && <Grey values={now.picture} {...picture} />,
    picture: () => <Grey values={x} {...picture} />,
  };
  const says: Readonly<Record<string, () => string>> = {
    prompt: () => (unclipOff(s, 'prompt') ? 'not used' : quoted(s.prompt)),
    text: () => (text ? 'the caption’s direction, 32 numbers' : 'not used'),
    prior: () => (priorRuns(s) ? `draws a picture’s embedding, ${s.steps} steps` : 'left out'),
    digit: () => (s.from === 'text' ? 'not used' : `a real ${s.digit}`),
    image: () => (s.from === 'text' ? 'not used' : 'the picture’s direction, 32 numbers'),
    embedding: () => 'what the decoder is told, 32 numbers',
    decoder: () => `draws a code of ${codes.length} numbers that has the embedding, ${s.steps} steps`,
    pixels: () => 'the code’s guess in pixels',
    picture: () => `what came; its own embedding has cosine ${fixed(cosines[0])} with the one asked for`,
  };
  const at = `${now.part}, step ${now.of + 1} of ${now.steps}`;
  return {
    title: `${sourceText(s)}: ${at}`,
    readout: working
      ? `the guess has cosine ${fixed(cosine(now.guess, embeddings))} with where it ends`
      : `what comes has cosine ${fixed(cosines[0])} with the embedding that it was drawn of`,
    summary: `An unCLIP system taken apart; it draws ${sourceText(s)}. Guidance of the decoder ${s.guided ? `w = ${weightText(s.w)}` : 'off'}. ${at}. The picture’s own embedding has cosine ${fixed(cosines[0])} with the one asked for${s.from === 'text' ? `; of the picture: ${askedText(s.prompt, x)}` : ''}.`,
    costNote: `${s.steps} steps each of prior and decoder; both work on 32 numbers.`,
    loops: [[priorRuns(s) ? `${s.steps} steps` : 'left out'], [`${s.steps} steps`]],
    content: (block) => ({ says: says[block]?.() ?? '', draws: draws[block]?.(), off: unclipOff(s, block) }),
    idle: (arrow) => {
      const [from, to] = arrow.split('>');
      if (from === 'prior') return s.from !== 'text';
      return unclipOff(s, from) || (to !== 'prior' && unclipOff(s, to));
    },
    panels: (block) => <UnclipPanels s={s} found={found} now={now} block={block} />,
    stepName: (i) => {
      const there = unclipStep(found, i);
      return `${there.part} ${there.of + 1} of ${there.steps}`;
    },
  };
}

/** Noise that the decoder begins with. */
const unclipStart = ({ decoder }: Unclipped): Float32Array => decoder?.states[0] ?? new Float32Array(1);

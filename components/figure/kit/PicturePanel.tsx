/** A digit as a panel of its own. */
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { digitSide } from '../../../src/core/data/digits';
import { pixels } from '../../../src/picture/index';
import type { Tone } from '../../control/index';
import { Panel } from '../index';
import './digits.css';

const ink = { paper: 0, ink: 255 } as const;

interface PictureProps {
  readonly grey: Uint8Array;
  readonly title: ComponentChildren;
  readonly tone: Tone;
  readonly label: string;
  readonly readout?: string;
  readonly term?: string;
}

export function PicturePanel({ grey, title, tone, label, readout, term }: PictureProps) {
  const href = useMemo(() => pixels(grey, digitSide, ink), [grey]);
  return (
    <Panel title={title} tone={tone} term={term} label={label} readout={readout}>
      <img class="f-pic f-ink" src={href} alt={label} />
    </Panel>
  );
}

/** Pictures in a row, as one panel. */
import { useMemo } from 'preact/hooks';
import { digitPixels, digitSide } from '../../../src/core/data/digits';
import { mosaic } from '../../../src/picture/index';
import type { Tone } from '../../control/index';
import { Panel, Picture } from '../index';

const ink = { paper: 0, ink: 255 } as const;

export interface StripProps {
  /** [n, 784]; empty while there are none. */
  readonly grey: Uint8Array;
  readonly n: number;
  readonly title: string;
  readonly tone: Tone;
  readonly readout: string;
  readonly label: string;
}

export function StripPanel({ grey, n, title, tone, readout, label }: StripProps) {
  const href = useMemo(
    () => (grey.length === n * digitPixels ? mosaic(grey, { side: digitSide, across: n, ...ink }).href : null),
    [grey, n],
  );
  const width = n * digitSide;
  return (
    <Panel
      frame={{ width, height: digitSide }}
      border={false}
      title={title}
      tone={tone}
      readout={readout}
      label={label}
    >
      {href && <Picture href={href} width={width} height={digitSide} />}
      <path class="f-rule" d={`M0,0h${width}v${digitSide}h${-width}z`} stroke-width={0.5} />
    </Panel>
  );
}

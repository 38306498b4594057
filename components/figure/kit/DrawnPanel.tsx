/** What is to be learned in the plane: its points, or the pad that it is drawn on. */
import type { Batch } from '../../../src/core/batch';
import { dots } from '../../../src/picture/dots';
import type { Frame } from '../../../src/picture/frame';
import { DrawPad, type Drawing } from '../../control/index';
import { Dots } from '../Marks';
import { Panel } from '../Panel';
import { shownPoints, targetInText, type TargetName } from './plane-target';

export interface DrawnPanelProps {
  readonly frame: Frame;
  readonly drawing: Drawing;
  /** What is wanting for it to be a target, as a sentence; null where nothing is. */
  readonly wanting: string | null;
  /** What the shape is drawn for: `to learn`. */
  readonly aim?: string;
}

/** The pad for a shape of the reader's own. */
export function DrawnPanel({ frame, drawing, wanting, aim = 'to learn' }: DrawnPanelProps) {
  return (
    <Panel
      frame={frame}
      title="Your drawing"
      tone="data"
      interactive
      label="Drawing pad"
      term="x0"
      readout={wanting ?? `${drawing.count} points`}
    >
      <DrawPad
        frame={frame}
        drawing={drawing}
        invitation="Draw a shape here"
        label={`Drawing pad for the shape ${aim}`}
      />
    </Panel>
  );
}

export interface TargetPanelProps extends DrawnPanelProps {
  readonly target: TargetName;
  readonly points: Batch;
}

/** The target's points; where it is the reader's own, the pad. */
export function TargetPanel({ target, points, ...drawn }: TargetPanelProps) {
  if (target === 'drawn') return <DrawnPanel {...drawn} />;
  return (
    <Panel
      frame={drawn.frame}
      title="The data"
      tone="data"
      term="x0"
      readout={`${targetInText(target)}, ${shownPoints} points`}
      label={`Scatter plot of ${shownPoints} points of the target`}
    >
      <Dots d={dots(drawn.frame, points)} tone="data" />
    </Panel>
  );
}

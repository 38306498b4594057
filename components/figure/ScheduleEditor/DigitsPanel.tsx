/** Twenty digits by the shipped network under the schedule. */
import { useMemo } from 'preact/hooks';
import { sheet } from '../../../src/picture/index';
import { Panel, Picture } from '../index';
import { digitsReadout } from './labels';
import { digitCount, digitsAcross } from './sampled-digits';
import type { ScheduleEditorState } from './useScheduleEditor';

const shape = { width: 560, height: 112 } as const;

export function DigitsPanel({ state: { figure, digits } }: { readonly state: ScheduleEditorState }) {
  const { steps, codes } = figure.settings.value;
  const grid = digits.shown.value;
  const href = useMemo(() => (grid ? sheet(grid.grey, digitsAcross, digitCount / digitsAcross) : null), [grid]);
  return (
    <div class="se-digits">
      <Panel
        frame={shape}
        border
        tone="model"
        term="Dtheta"
        title={`Digits in ${steps} ${steps === 1 ? 'step' : 'steps'}, by the ${codes ? 'model of codes' : 'network'} that comes with the book`}
        readout={digitsReadout(grid, digits.progress.value, digits.failure.value)}
        label="Twenty sampled digits, two rows asked for as 0 to 9"
      >
        {href && <Picture href={href} width={shape.width} height={shape.height} />}
      </Panel>
    </div>
  );
}

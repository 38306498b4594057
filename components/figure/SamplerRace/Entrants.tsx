/** Who runs. */
import { Choice } from '../../control/index';
import type { SamplerName } from '../../../src/core/sampler/index';
import { laneSigns, samplerOptions } from './labels';
import { mostLanes, withLane } from './settings';
import type { SamplerRaceState } from './useSamplerRace';

const lanesOptions: readonly { readonly value: SamplerName | 'none'; readonly label: string }[] = [
  { value: 'none', label: 'nobody' },
  ...samplerOptions,
];

/** One choice for each lane, and one more while there is room. */
export function Entrants({ state: { figure, change } }: { readonly state: SamplerRaceState }) {
  const { samplers } = figure.settings.value;
  return (
    <div class="f-controls sr-entrants">
      {Array.from({ length: Math.min(mostLanes, samplers.length + 1) }, (_, i) => (
        <div key={i} class={`sr-entrant${i < samplers.length ? ` tone-${laneSigns[i].tone}` : ''}`}>
          <Choice
            label={`Lane ${i + 1}`}
            showLabel
            options={i === 0 && samplers.length === 1 ? samplerOptions : lanesOptions}
            value={samplers[i] ?? 'none'}
            onChange={(name) => change({ samplers: withLane(samplers, i, name) })}
          />
        </div>
      ))}
    </div>
  );
}

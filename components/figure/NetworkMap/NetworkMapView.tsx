/** The U-Net drawn from its description; its real feature maps; what breaks without a part. */
import { Choice, Progress, SeedBox, Slider } from '../../control/index';
import { fixed } from '../../../src/picture/index';
import { Controls, Panels, Shell } from '../index';
import { agreementText, blockText, lackLabels, offLabels, summary } from './labels';
import { FeaturesPanel, GuessPanels, MapPanel, NoisedPanel, SheetPanel } from './Panels';
import { map, off, timeRange } from './state';
import { useNetworkMap, type NetworkMapProps } from './useNetworkMap';
import './network-map.css';

const offOptions = off.map((value) => ({ value, label: offLabels[value] }));
const blockOptions = map.blocks.map((_, i) => ({ value: String(i), label: blockText(i) }));

export default function NetworkMapView(props: NetworkMapProps) {
  const { figure, seen: seenSignal, whole, lacking, loading, progress, failure, dismiss } = useNetworkMap(props);
  const s = figure.settings.value;
  // The worker answers a moment later: pictures of the network belong to the settings it answered for.
  const seen = seenSignal.value;
  const busy = progress.value !== null;
  return (
    <Shell
      figure={figure}
      status={failure.value ? 'error' : loading.value ? 'loading' : busy ? 'running' : 'ready'}
      summary={summary(s, whole.value, lacking.value)}
      error={failure.value}
      onDismissError={dismiss}
      chip={{ seed: s.seed }}
      panels={<MapPanel settings={s} onBlock={(block) => figure.set({ block })} />}
      controls={
        <>
          <Choice
            label="Switched off"
            showLabel
            options={offOptions}
            value={s.off}
            onChange={(value) => figure.set({ off: value })}
          />
          <Slider
            label="noise, time t"
            term="t"
            tone="noised"
            {...timeRange}
            step={0.01}
            value={s.t}
            format={fixed}
            onInput={(t) => figure.set({ t })}
          />
        </>
      }
      after={
        <Controls>
          <Choice
            label="Block"
            showLabel
            options={blockOptions}
            value={String(s.block)}
            onChange={(block) => figure.set({ block: Number(block) })}
          />
          <Slider
            label="the digit"
            tone="data"
            min={0}
            max={9}
            step={1}
            value={s.digit}
            format={(v) => String(v)}
            onInput={(digit) => figure.set({ digit })}
          />
          <SeedBox value={s.seed} onChange={(seed) => figure.set({ seed })} />
        </Controls>
      }
    >
      <Panels>
        <NoisedPanel settings={s} />
        <FeaturesPanel settings={seen.of} inspection={seen.inspection} />
        <GuessPanels settings={seen.of} inspection={seen.inspection} />
      </Panels>
      <Panels>
        <SheetPanel
          drawn={whole.value}
          title="Samples, everything on"
          tone="model"
          readout={agreementText(whole.value)}
        />
        {s.off !== 'nothing' && (
          <SheetPanel
            drawn={lacking.value}
            title={lackLabels[s.off]}
            tone="warning"
            readout={lacking.value ? agreementText(lacking.value) : 'the same noise, being drawn'}
          />
        )}
      </Panels>
      {busy && <Progress value={progress.value ?? 0} label="Drawing 100 samples" />}
    </Shell>
  );
}

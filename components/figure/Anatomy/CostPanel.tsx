/** What each block costs, drawn to one scale: a bar is as long as its operations, cut into its runs. */
import { significant } from '../../../src/picture/numbers';
import { Label, Panel } from '../index';
import { totalOf, type Cost } from './costs';

const width = 640,
  row = 26,
  left = 132,
  right = 186,
  thick = 14;

/** Operations in words: 3.2 MFLOP. */
export function flopsText(flops: number): string {
  if (flops < 1e6) return `${significant(flops / 1e3)} kFLOP`;
  return flops < 1e9 ? `${significant(flops / 1e6)} MFLOP` : `${significant(flops / 1e9)} GFLOP`;
}

export const costText = ({ flops, runs }: Cost): string =>
  runs === 1 ? flopsText(flops) : `${runs} × ${flopsText(flops)}`;

/** Where one run ends and the next begins, unless they are too near to be seen. */
function cuts(runs: number, length: number, y: number): string {
  if (runs < 2 || length / runs < 3) return '';
  return Array.from(
    { length: runs - 1 },
    (_, i) => `M${Math.round((left + ((i + 1) * length) / runs) * 100) / 100},${y}v${thick}`,
  ).join('');
}

export function CostPanel({ costs, note }: { readonly costs: readonly Cost[]; readonly note: string }) {
  const most = Math.max(...costs.map(({ flops, runs }) => flops * runs));
  const total = totalOf(costs);
  return (
    <Panel
      frame={{ width, height: costs.length * row + 4 }}
      border={false}
      title={`What this picture costs: ${flopsText(total)}`}
      tone="model"
      readout={note}
      label={`Bars to one scale: ${costs.map((cost) => `${cost.label} ${costText(cost)}`).join('; ')}`}
    >
      {costs.map((cost, i) => {
        const { block, label, flops, runs } = cost;
        const length = ((width - left - right) * flops * runs) / most;
        const y = i * row + 4;
        return (
          <g key={label} data-cost={block ?? 'beside'}>
            <Label x={left - 8} y={y + 11} anchor="end" tone={block === null ? 'noise' : 'ink'}>
              {label}
            </Label>
            <rect
              class="an-cost"
              data-beside={block === null ? '' : undefined}
              x={left}
              y={y}
              width={Math.max(0.75, length)}
              height={thick}
            />
            <path class="an-ticks" d={cuts(runs, length, y)} />
            <Label x={left + Math.max(0.75, length) + 8} y={y + 11} tone="soft">
              {costText(cost)}
            </Label>
          </g>
        );
      })}
    </Panel>
  );
}

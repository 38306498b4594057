/** How the error of the likelihood falls with the steps, for the three solvers of fixed steps. */
import { useMemo } from 'preact/hooks';
import { fixed, frame } from '../../../src/picture/index';
import type { Tone } from '../../control/tone';
import { Axes, Label, Panel, Rule } from '../index';
import { MarkedLine } from '../kit/MarkedLine';
import { methodNames } from './labels';
import { methods, orderOf, rungs, type Method, type OrderPoint } from './map';
import type { LikelihoodSettings } from './settings';

const signs: Readonly<Record<Method, { readonly tone: Tone; readonly dash?: string; readonly filled: boolean }>> = {
  euler: { tone: 'generator', dash: '7 3', filled: false },
  heun: { tone: 'discriminator', dash: '2 3', filled: true },
  rk4: { tone: 'noised', filled: true },
};
const ticks = rungs.map((value) => ({ value, label: String(value) }));

export function OrderPanel({ s, orders }: { readonly s: LikelihoodSettings; readonly orders: readonly OrderPoint[] }) {
  const errors = orders.map(({ error }) => error).filter((e) => e > 0 && Number.isFinite(e));
  const low = Math.min(1e-5, 10 ** Math.floor(Math.log10(Math.min(...errors, 1))));
  const high = Math.max(1, 10 ** Math.ceil(Math.log10(Math.max(...errors, 1e-9))));
  const box = useMemo(
    () =>
      frame({
        width: 720,
        height: 280,
        margin: { top: 26, right: 150, bottom: 38, left: 52 },
        x: [3.6, 142],
        y: [low, high],
        xLog: true,
        yLog: true,
      }),
    [low, high],
  );
  const said = methods
    .map((method) => {
      const order = orderOf(orders.filter((p) => p.method === method));
      return order === null ? '' : `${methodNames[method]} ${fixed(order, 1)}`;
    })
    .filter(Boolean)
    .join(', ');
  return (
    <Panel
      frame={box}
      border={false}
      title="Error over steps"
      tone="ink"
      readout={
        orders.length === 0
          ? 'being computed'
          : `slopes of the last three: ${said}; mean of |log p by the ODE − exact| over 100 held-out points, with the exact p₁ for the noise`
      }
      label="Mean error of the log-density at held-out points against the number of steps, for Euler, Heun and Runge-Kutta, on logarithmic axes"
    >
      <Axes frame={box} x={{ label: 'steps', ticks }} y={{ label: 'mean error, nats' }} />
      {s.solver !== 'adaptive' && <Rule frame={box} x={Math.max(3.6, Math.min(142, s.steps))} dash="2 3" />}
      {methods.map((method) => {
        const points = orders.filter((p) => p.method === method && p.error > 0 && Number.isFinite(p.error));
        const { tone, dash, filled } = signs[method];
        const last = points.at(-1);
        const order = orderOf(points);
        return (
          <g key={method}>
            <MarkedLine
              frame={box}
              points={points.map((p) => [p.steps, p.error])}
              tone={tone}
              dash={dash}
              size={3.5}
              filled={filled}
            />
            {last && (
              <Label
                x={box.right + 6}
                y={box.y(last.error) + 4}
                tone={tone}
              >{`${methodNames[method]}${order === null ? '' : `, slope −${fixed(order, 1)}`}`}</Label>
            )}
          </g>
        );
      })}
      {s.solver !== 'adaptive' && orders.length > 0 && (
        <Label x={box.left + 6} y={box.bottom - 6} tone="soft">{`dotted: ${s.steps} steps, as set`}</Label>
      )}
    </Panel>
  );
}

/** The orders of the verification page as a picture, by Observable Plot: drawn when the book is built, so that none of it is loaded. */
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import type { Verified } from './verification';

interface Row {
  readonly label: string;
  readonly stated: number;
  readonly measured: number;
  readonly tone: string;
}

/** Samplers with a measured order, by the stated one and then by the measured. */
export function orderRows(verified: readonly Verified[]): readonly Row[] {
  return verified
    .flatMap((row) =>
      row.convergence === null
        ? []
        : [
            {
              label: row.label,
              stated: row.statedOrder,
              measured: row.convergence.order,
              tone: row.stochastic ? 'var(--noise)' : 'var(--noised)',
            },
          ],
    )
    .sort((a, b) => a.stated - b.stated || a.measured - b.measured);
}

/** As SVG text: a dot at each measured order, a stroke at the stated one. Narrow, so that its text can be read on a phone. */
export function ordersChart(verified: readonly Verified[]): string {
  const rows = orderRows(verified);
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const most = Math.ceil(Math.max(...rows.map(({ measured, stated }) => Math.max(measured, stated))) + 0.2);
  const chart = Plot.plot({
    document: document,
    width: 440,
    height: 40 + 19 * rows.length,
    marginLeft: 178,
    marginRight: 12,
    marginTop: 8,
    marginBottom: 32,
    style: {
      fontFamily: 'var(--sans)',
      fontSize: '12px',
      color: 'var(--soft)',
      background: 'none',
      overflow: 'visible',
    },
    x: { domain: [0, most], ticks: most, label: 'order of convergence', grid: true },
    y: { domain: rows.map(({ label }) => label), label: null, tickSize: 0 },
    marks: [
      Plot.link(rows, { x1: 'stated', x2: 'measured', y1: 'label', y2: 'label', stroke: 'tone', strokeOpacity: 0.6 }),
      Plot.tickX(rows, {
        x: 'stated',
        y: 'label',
        stroke: 'var(--ink)',
        strokeWidth: 1.5,
        insetTop: 3,
        insetBottom: 3,
      }),
      Plot.dot(rows, { x: 'measured', y: 'label', fill: 'tone', r: 3.5 }),
    ],
    color: { type: 'identity' },
  });
  // Plot names its groups; ARIA allows no name on a plain group, and the figure has one.
  for (const group of chart.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label');
  // What Plot says of its own picture is weaker than the page's styles, as any package's.
  for (const style of chart.querySelectorAll('style')) style.textContent = `@layer vendor{${style.textContent}}`;
  return chart.outerHTML;
}

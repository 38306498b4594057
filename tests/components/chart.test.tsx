import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { Chart, type Plot } from '../../components/control/Chart';
import { chartSvg } from '../../components/control/chart-static';
import { mount } from './dom';

const data = (n: number) => Array.from({ length: n }, (_, i) => ({ step: i, loss: 1 / (1 + i) }));
const draw = (plot: Plot, n: number, document?: Document) =>
  plot.plot({ document, width: 300, height: 200, marks: [plot.lineY(data(n), { x: 'step', y: 'loss' })] });

describe('chart', () => {
  it('is SVG with real geometry when built', () => {
    const svg = chartSvg((plot, document) => draw(plot, 5, document));
    expect(svg).toMatch(/^<svg/);
    expect(svg).toMatch(/<path [^>]*d="M\d/);
  });

  it('stands as built until its data change; only then is Plot loaded and the chart drawn anew', async () => {
    const drawn = vi.fn((plot: Plot) => draw(plot, 9));
    const chart = (version: number) => (
      <Chart label="Loss by step" version={version} draw={drawn}><p id="built">as built</p></Chart>
    );
    const page = mount(chart(0));
    page.rerender(chart(0));
    expect(page.find('#built').parentElement?.hasAttribute('hidden')).toBe(false);
    expect(drawn).not.toHaveBeenCalled();
    page.rerender(chart(1));
    await vi.waitFor(() => expect(page.all('.c-chart-live svg')).toHaveLength(1), { timeout: 10_000 });
    expect(page.find('#built').parentElement?.hasAttribute('hidden')).toBe(true);
    page.rerender(chart(2));
    page.rerender(chart(3));
    await new Promise((done) => { setTimeout(done, 30); });
    // The stale one in between is dropped.
    expect(drawn).toHaveBeenCalledTimes(2);
    page.unmount();
  });

  it('is the only file of the kit that mentions Plot, and never imports it at once', () => {
    const folder = fileURLToPath(new URL('../../components/control/', import.meta.url));
    for (const name of readdirSync(folder)) {
      const source = readFileSync(folder + name, 'utf8');
      if (name !== 'chart-static.ts') expect(source, name).not.toMatch(/from '(@observablehq\/plot|linkedom|d3|\.\/chart-static)'/);
    }
  });
});

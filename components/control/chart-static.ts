import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { unlabelled } from './unlabelled';

/**
 * A chart as SVG text, made when the page is built. For Astro files only: it brings Plot and a light document,
 * neither of which belongs in a page.
 *
 *   <View client:visible><Fragment set:html={chartSvg((plot) => lossChart(plot, data))} /></View>
 */
export function chartSvg(draw: (plot: typeof Plot, document: Document) => Element): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  return unlabelled(draw(Plot, document as unknown as Document)).outerHTML;
}

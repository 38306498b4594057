/**
 * A chart without the labels Plot writes on its groups ("line", "tick"). The chart as a whole carries its name, and a label on a
 * plain SVG group is not allowed by ARIA.
 */
export function unlabelled(chart: Element): Element {
  for (const group of chart.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label');
  return chart;
}

import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { unlabelled } from './unlabelled';
import './control.css';

/** Observable Plot, loaded only in a browser and only when a chart has something new to show. */
export type Plot = typeof import('@observablehq/plot');

export interface ChartProps {
  /** What the chart is, for a reader who cannot see it. */
  readonly label: string;
  /** The chart as built: the figure's Astro file fills this slot from `chartSvg` (chart-static.ts). */
  readonly children?: ComponentChildren;
  /** Draws the chart with the data at hand. */
  readonly draw: (plot: Plot) => Element;
  /** Changes when the data do. While it is what it was at first, the static chart stands and nothing is loaded. */
  readonly version: string | number;
}

/** A chart by Observable Plot: static until its data change. */
export function Chart({ label, children, draw, version }: ChartProps) {
  const first = useRef(version);
  const box = useRef<HTMLDivElement>(null);
  const [live, setLive] = useState(false);
  const [failed, setFailed] = useState(false);
  const newest = useRef(draw);
  newest.current = draw;
  if (version !== first.current && !live) setLive(true);
  useEffect(() => {
    if (!live) return undefined;
    let stale = false;
    import('@observablehq/plot').then(
      (plot) => {
        if (!stale) box.current?.replaceChildren(unlabelled(newest.current(plot)));
      },
      () => {
        if (!stale) setFailed(true);
      },
    );
    return () => { stale = true; };
  }, [live, version]);
  return (
    <div class="c-chart" role="img" aria-label={label}>
      {failed && <p class="c-hint">The chart’s code could not be loaded; the chart below is the one from when the page was built.</p>}
      <div class="c-chart-live" ref={box} hidden={!live || failed} />
      <div hidden={live && !failed}>{children}</div>
    </div>
  );
}

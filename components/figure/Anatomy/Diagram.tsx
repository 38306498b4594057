/** A system as blocks: each shows in small what is in it at the step that is shown, and opens. */
import type { ComponentChildren } from 'preact';
import { flow, type FlowDirection } from '../../../src/picture/flow';
import { Label, Panel } from '../index';
import { diagrams, inside, sizes, type System } from './diagrams';

export interface BlockText {
  /** Spoken: what is in it. */
  readonly says: string;
  /** Drawn inside it, from the upper left corner of `inside`. */
  readonly draws: ComponentChildren;
  /** Not used as things are set. */
  readonly off?: boolean;
}

export interface DiagramProps {
  readonly system: System;
  readonly direction: FlowDirection;
  readonly open: string | null;
  readonly onOpen: (block: string) => void;
  readonly content: (block: string) => BlockText;
  /** Of each loop, how often, in lines. */
  readonly loops: readonly (readonly string[])[];
  readonly title: string;
  readonly readout: string;
  /** An arrow that carries nothing as things are set, by its key. */
  readonly idle: (arrow: string) => boolean;
}

const drawings = new Map<string, ReturnType<typeof flow>>();
function drawingOf(system: System, direction: FlowDirection) {
  const key = `${system} ${direction}`;
  const found = drawings.get(key) ?? flow(diagrams[system], direction, sizes[direction]);
  drawings.set(key, found);
  return found;
}

/** Left and up are the block before, right and down the one after. */
const moves: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

function onKey(event: KeyboardEvent, open: () => void): void {
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    open();
    return;
  }
  const move = moves[event.key];
  if (move === undefined) return;
  event.preventDefault();
  const here = event.currentTarget as SVGGElement;
  const all = [...(here.parentElement?.querySelectorAll<SVGGElement>('.an-block') ?? [])];
  all[(all.indexOf(here) + move + all.length) % all.length].focus();
}

export function DiagramPanel(props: DiagramProps) {
  const { system, direction, open, onOpen, content, loops, title, readout, idle } = props;
  const drawing = drawingOf(system, direction);
  const { titles } = diagrams[system];
  return (
    <Panel
      frame={drawing}
      interactive
      border={false}
      title={title}
      readout={readout}
      label="The system as blocks; each can be opened, and the arrow keys go from one to the next"
    >
      <g class={`an-${direction}`}>
        {drawing.loops.map(({ frame, line, head, label: [x, y] }, i) => (
          <g key={frame.id} class="an-loop">
            <rect x={frame.x} y={frame.y} width={frame.width} height={frame.height} rx={6} />
            <path class="an-line" d={line} />
            <path class="an-head" d={head} />
            {direction === 'across' ? (
              <Label x={x} y={y} anchor="middle" tone="noised">
                {loops[i].join(', ')}
              </Label>
            ) : (
              loops[i].map((words, k) => (
                <Label key={k} x={x} y={y + 16 * k} tone="noised">
                  {words}
                </Label>
              ))
            )}
          </g>
        ))}
        {drawing.arrows.map(({ key, line, head }) => (
          <g key={key} class="an-arrow" data-off={idle(key) ? '' : undefined}>
            <path class="an-line" d={line} />
            <path class="an-head" d={head} />
          </g>
        ))}
        {drawing.boxes.map(({ id, x, y, width, height }) => {
          const { says, draws, off = false } = content(id);
          return (
            <g
              key={id}
              class="an-block"
              role="button"
              tabIndex={0}
              aria-pressed={id === open}
              data-block={id}
              data-off={off ? '' : undefined}
              transform={`translate(${x} ${y})`}
              onClick={() => onOpen(id)}
              onKeyDown={(event) => onKey(event, () => onOpen(id))}
            >
              <title>{`${titles[id]}: ${says}`}</title>
              <rect class="an-box" width={width} height={height} rx={4} />
              <Label x={width / 2} y={inside.title} anchor="middle">
                {titles[id]}
              </Label>
              <g class="an-inside" aria-hidden="true">
                {draws}
              </g>
            </g>
          );
        })}
      </g>
    </Panel>
  );
}

import { describe, expect, it } from 'vitest';
import { flow, type FlowDiagram, type FlowSizes } from '../../src/picture/flow';

const sizes: FlowSizes = { width: 100, height: 60, rankGap: 20, laneGap: 30, edge: 10 };
const diagram: FlowDiagram = {
  blocks: [
    { id: 'words', rank: 0, lane: 0 },
    { id: 'noise', rank: 0, lane: 1 },
    { id: 'network', rank: 1, lane: 1 },
    { id: 'step', rank: 2, lane: 1 },
  ],
  arrows: [
    { from: 'words', to: 'network' },
    { from: 'noise', to: 'network' },
    { from: 'network', to: 'step' },
  ],
  loops: [{ blocks: ['network', 'step'] }],
};
const box = (drawing: ReturnType<typeof flow>, id: string) => drawing.boxes.find((one) => one.id === id);

describe('a flow diagram', () => {
  it('runs across a page: ranks to the right, lanes down', () => {
    const drawing = flow(diagram, 'across', sizes);
    expect(box(drawing, 'step')).toEqual({ id: 'step', x: 250, y: 100, width: 100, height: 60 });
    // The loop's frame ends 2 beyond the last block's edge, and what is written under it takes 20.
    expect([drawing.width, drawing.height]).toEqual([363, 192]);
    const [turning, along] = drawing.arrows;
    expect(turning.key).toBe('words>network');
    // Along its own lane until it stands over the middle of its goal, then down; the head takes seven.
    expect(turning.line).toBe('M110,40L180,40L180,93');
    expect(turning.head).toBe('M180,100L176.5,93L183.5,93Z');
    expect(along.line).toBe('M110,130L123,130');
  });

  it('runs down a phone: ranks down, lanes to the right', () => {
    const drawing = flow(diagram, 'down', sizes);
    expect(box(drawing, 'step')).toEqual({ id: 'step', x: 140, y: 170, width: 100, height: 60 });
    expect([drawing.width, drawing.height]).toEqual([318, 243]);
    expect(drawing.arrows[0].line).toBe('M60,70L60,120L133,120');
  });

  it('frames what repeats and leads it back', () => {
    const [{ frame, line, label }] = flow(diagram, 'across', sizes).loops;
    expect([frame.x, frame.y, frame.width, frame.height]).toEqual([118, 88, 244, 84]);
    expect(line).toBe('M320,160L320,172L160,172L160,167');
    expect(label).toEqual([240, 186]);
    expect(flow(diagram, 'down', sizes).loops[0].line).toBe('M240,212L252,212L252,108L247,108');
  });

  it('leads a block that repeats by itself back into itself', () => {
    const alone = { ...diagram, loops: [{ blocks: ['network'] }] };
    expect(flow(alone, 'across', sizes).loops[0].line).toBe('M200,160L200,172L160,172L160,167');
  });

  it('no box covers another, whichever way it lies', () => {
    for (const direction of ['across', 'down'] as const) {
      const { boxes, width, height } = flow(diagram, direction, sizes);
      for (const a of boxes) {
        expect(a.x >= 0 && a.y >= 0 && a.x + a.width <= width && a.y + a.height <= height).toBe(true);
        for (const b of boxes.filter((other) => other !== a))
          expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(
            true,
          );
      }
    }
  });

  it('refuses arrows to nowhere and two blocks at one place', () => {
    expect(() => flow({ ...diagram, arrows: [{ from: 'words', to: 'picture' }] }, 'across', sizes)).toThrow(
      'no block picture (expected one of words, noise, network, step)',
    );
    const twice = [...diagram.blocks, { id: 'other', rank: 2, lane: 1 }];
    expect(() => flow({ ...diagram, blocks: twice }, 'down', sizes)).toThrow(
      'other stands where another block does (expected a place of its own)',
    );
  });
});

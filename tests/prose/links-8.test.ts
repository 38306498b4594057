import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { methodFacts, type PupilMethod } from '../../src/engine/kinds/pupil/methods';

// A link says all that its sentence takes for granted: what a reader has set before must not contradict it.

const text = readFileSync('content/chapters/08-fewer-steps.mdx', 'utf8');
const links = [...text.matchAll(/<Set figure="(fig-[a-z]+)" state={{ ([^}]*) }}>/g)].map(([, figure, state]) => ({
  figure,
  named: [...state.matchAll(/(\w+): /g)].map(([, name]) => name),
  method: /method: '([a-z-]+)'/.exec(state)?.[1] as PupilMethod | undefined,
}));
const of = (figure: string) => links.filter((link) => link.figure === figure);

describe('links of chapter 8', () => {
  it('say which shape, method and length, and how good a teacher where there is one', () => {
    expect(of('fig-pupil').length).toBeGreaterThan(9);
    expect(of('fig-map')).toHaveLength(3);
    for (const { figure, named, method } of [...of('fig-pupil'), ...of('fig-map')]) {
      const wanted = ['target', 'method', 'pupilSteps', ...(methodFacts[method!].teacher ? ['teacherSteps'] : [])];
      if (figure === 'fig-pupil') wanted.push('schedule', 'rivals', 'clock');
      expect(named).toEqual(expect.arrayContaining(wanted));
    }
  });

  it('say all that the three flows learn by', () => {
    expect(of('fig-reflow')).toHaveLength(1);
    for (const { named } of of('fig-reflow'))
      expect(named).toEqual(
        expect.arrayContaining(['target', 'teacherSteps', 'flowSteps', 'pairSteps', 'evaluations']),
      );
  });
});

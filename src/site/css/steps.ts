import type { AtRule, Plugin, Rule } from 'postcss';

const form = /^(--[\w-]+) of ([\w-]+) from (\d+) to (\d+) by (\d+)%$/;

/**
 * A number that follows the width of a container, in steps: inside a rule,
 *
 *   @steps --across of picture from 80 to 1800 by 5%;
 *
 * sets `--across` to the greatest of 80, 84, 88.2 … that the container named `picture` is wide, in px and without its unit. A length of
 * the page can so be divided by another: `calc()` of today's browsers divides by numbers only.
 */
export function cssSteps(): Plugin {
  return {
    postcssPlugin: 'css-steps',
    AtRule: {
      steps(rule, { AtRule: Block }) {
        const found = form.exec(rule.params);
        const parent = rule.parent;
        if (!found || parent?.type !== 'rule')
          throw rule.error(
            '@steps is not understood (expected, inside a rule, --name of container from 80 to 1800 by 5%)',
          );
        const [, name = '', container = '', ...numbers] = found;
        const [from = 0, to = 0, percent = 0] = numbers.map(Number);
        if (!(from > 0 && to > from && percent > 0))
          throw rule.error('@steps leads nowhere (expected a width above 0, a greater one, and a share above 0 %)');
        let last: Rule | AtRule = parent;
        for (let width = from; width < to; width *= 1 + percent / 100) {
          const value = String(Math.round(width * 10) / 10);
          const step = new Block({ name: 'container', params: `${container} (min-width: ${value}px)`, nodes: [] });
          step.append(parent.clone({ nodes: [] }).append({ prop: name, value }));
          last.after(step);
          last = step;
        }
        rule.remove();
      },
    },
  };
}

import type { APIRoute, GetStaticPaths } from 'astro';
import { render } from 'astro:content';
import { conventions, type Convention } from '../../core/notation';
import { differs } from '../../mdx/convention';
import { innerHtml, type Formula } from '../../mdx/formula';
import { allChapters } from '../../site/chapters';

interface Props {
  readonly formulas: readonly Formula[];
  readonly convention: Convention;
}

/** One file for every chapter and every notation that it is written in besides the book's: `formulas/samplers.edm.json`. */
export const getStaticPaths = (async () => {
  const chapters = await allChapters();
  const paths = await Promise.all(
    chapters.map(async ({ entry, slug }) => {
      const asked = entry.data.notation;
      if (asked === undefined) return [];
      const { remarkPluginFrontmatter } = await render(entry);
      const formulas = remarkPluginFrontmatter['formulas'] as readonly Formula[];
      return conventions
        .filter((name) => name !== 'book' && asked[name] !== undefined)
        .map((convention) => ({
          params: { file: `${slug}.${convention}` },
          props: { formulas, convention } satisfies Props,
        }));
    }),
  );
  return paths.flat();
}) satisfies GetStaticPaths;

/** The inner HTML of each formula that reads otherwise in the notation, by its number. */
export const GET: APIRoute<Props> = ({ props: { formulas, convention } }) => {
  const entries = formulas.flatMap((formula, i) =>
    differs(formula.tex, convention) ? [[i, innerHtml(formula, convention)] as const] : [],
  );
  return Response.json(Object.fromEntries(entries));
};

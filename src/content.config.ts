import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';

const chapters = defineCollection({
  loader: glob({ pattern: '*.mdx', base: './content/chapters' }),
  schema: z.object({
    /** Its place in the book, and the first half of every figure and equation number. */
    number: z.number().int().positive(),
    title: z.string(),
    /** The question under the title. */
    question: z.string(),
    /** For search engines and link previews. */
    description: z.string(),
    part: z.string(),
    /** One sentence on the chapter with the next number, shown where there is one. */
    next: z.string(),
    /** Other notations that its equations can be read in, checked by hand: for each a sentence on what keeps the book's (formulas between dollars), or ''. */
    notation: z.partialRecord(z.enum(['ddpm', 'sde', 'edm', 'flow']), z.string()).optional(),
  }),
});

export const collections = { chapters };

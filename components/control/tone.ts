/** The book's quantities; each has its colour in the theme (`--data`, …) and a class `tone-data`, … */
export type Tone =
  'data' | 'noise' | 'noised' | 'exact' | 'model' | 'generator' | 'discriminator' | 'warning' | 'ink' | 'soft';

export function toneClass(tone: Tone | undefined): string {
  return tone ? ` tone-${tone}` : '';
}

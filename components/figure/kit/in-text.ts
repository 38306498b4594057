/** A label within a sentence: its first letter is small, unless its first word has capitals further on, as MeanFlow has. */
export function inText(label: string): string {
  return /^[A-Z][^A-Z\s]*(\s|$)/.test(label) ? label[0].toLowerCase() + label.slice(1) : label;
}

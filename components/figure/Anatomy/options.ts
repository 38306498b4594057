/** Options of the anatomies' controls. */

/** The digits that travel in the page, by their classes. */
export const digitOptions = Array.from({ length: 10 }, (_, i) => ({ value: String(i), label: String(i) }));

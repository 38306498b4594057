import type { ChoiceOption } from './Choice';

/** The options of a `Choice`, from their names in words. */
export const optionsOf = <V extends string>(names: Readonly<Record<V, string>>): readonly ChoiceOption<V>[] =>
  (Object.entries(names) as [V, string][]).map(([value, label]) => ({ value, label }));

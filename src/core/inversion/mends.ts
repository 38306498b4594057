/**
 * How guidance on the way back is reconciled with the way there: not at all; guided alike on both ways; by what the network is told of nothing
 * replaced by the class (Miyake et al. 2023), or moved to fit (Mokady et al. 2023); by the way there's differences added (Ju et al. 2024); by solving each
 * guided step for where it came from (Pan et al. 2023, Hong et al. 2024).
 */
export const mends = ['none', 'alike', 'negative', 'null', 'direct', 'exact'] as const;
export type Mend = (typeof mends)[number];

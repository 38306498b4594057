/** Share of the peak rate that is left when the decay ends: training goes on, quietly. */
export const RATE_FLOOR = 0.05;

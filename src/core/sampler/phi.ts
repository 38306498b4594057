/**
 * The weights of the exponential integrators (the phi functions of Hochbruck and Ostermann 2010, times the step): what a constant, a line and a parabola along the step in lambda amount to against the decay of the rest,
 *
 *   phi1(h) = int_0^h e^(u - h) du            = 1 - e^-h
 *   phi2(h) = int_0^h e^(u - h) (u / h) du    = 1 - phi1(h) / h
 *   phi3(h) = int_0^h e^(u - h) (u / h)^2 / 2 du = 1 / 2 - phi2(h) / h.
 *
 * Samplers on E[x_0] (DPM-Solver++) take them at h, and at h = Infinity, the step to no noise, phi1 is 1; those on epsilon
 * (DPM-Solver) take -phi(-h): e^h - 1, (e^h - 1) / h - 1, ((e^h - 1) / h - 1) / h - 1 / 2.
 */
export const phi1 = (h: number): number => -Math.expm1(-h);
export const phi2 = (h: number): number => 1 - phi1(h) / h;
export const phi3 = (h: number): number => (phi1(h) - h) / (h * h) + 0.5;

/** Long work in slices, so that the page stays at the reader’s call. */
/** Lets the page have its turn when `slice` milliseconds of work are done. */
export interface Pace {
  rest(): Promise<void> | null;
}

const slice = 10;

export function livePace(now = () => performance.now()): Pace {
  let since = now();
  return {
    rest() {
      if (now() - since < slice) return null;
      return new Promise((resolve) =>
        setTimeout(() => {
          since = now();
          resolve();
        }),
      );
    },
  };
}

/** No turns to give: when the page is built, and in tests. */
export const noPace: Pace = { rest: () => null };

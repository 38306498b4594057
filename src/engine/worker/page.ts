/** Whether the page is in sight: in a hidden tab all runs rest. */
export const page = { visible: true };

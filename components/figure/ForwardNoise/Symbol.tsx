/** x with its index, set as in the equations. */
export function X({ at }: { readonly at: string }) {
  return (
    <i class="fn-x">
      x<sub>{at}</sub>
    </i>
  );
}

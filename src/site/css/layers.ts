import type { AtRule, ChildNode, Plugin } from 'postcss';

/** From the weakest to the strongest: a rule of a later layer beats any of an earlier one, however specific that is. */
export const layers = ['vendor', 'base', 'kit', 'figure'] as const;
export type Layer = (typeof layers)[number];

/** Folders and their layers: the first that a path contains says which. What is in none of them has no place in a page. */
const places: readonly (readonly [RegExp, Layer])[] = [
  [/\/node_modules\//, 'vendor'],
  [/\/components\/figure\/kit(\/|\.)/, 'kit'],
  [/\/components\/figure\/[^/]+\//, 'figure'],
  [/\/components\/(figure|control)\//, 'kit'],
  [/\/(components\/prose|src\/(styles|layouts|pages))\//, 'base'],
];

/** The layer of the styles in `file`, a style sheet or a component with styles of its own. Throws RangeError where no layer is meant for it. */
export function layerOf(file: string): Layer {
  const path = file.replaceAll('\\', '/');
  const found = places.find(([place]) => place.test(path));
  if (!found)
    throw new RangeError(
      `${file} has styles, but no layer (expected a file under components/, src/styles, src/layouts or src/pages; see src/site/css/layers.ts)`,
    );
  return found[1];
}

/** At-rules that are in no layer: fonts and pages, which have no selectors, and what must stand first. */
const outside: ReadonlySet<string> = new Set(['charset', 'import', 'namespace', 'font-face', 'page', 'layer']);
const isOutside = (node: ChildNode): node is AtRule => node.type === 'atrule' && outside.has(node.name);

/**
 * Puts every style sheet into the layer of its folder, so that which rule wins follows from where it stands and not from the order in
 * which a bundler joins files. Each begins with the order of all layers: whichever is loaded first decides it.
 */
export function cssLayers(): Plugin {
  return {
    postcssPlugin: 'css-layers',
    OnceExit(root, { AtRule }) {
      const file = root.source?.input.file;
      // Astro hands the styles of a component over twice: as written, and scoped.
      if (file === undefined || root.some((node) => node.type === 'atrule' && node.name === 'layer')) return;
      const inside = root.nodes.filter((node) => !isOutside(node));
      if (!inside.some((node) => node.type !== 'comment')) return;
      const layer = new AtRule({ name: 'layer', params: layerOf(file), nodes: [] });
      layer.append(inside);
      root.append(layer);
      const order = new AtRule({ name: 'layer', params: layers.join(', ') });
      const first = root.first;
      if (first?.type === 'atrule' && first.name === 'charset') first.after(order);
      else root.prepend(order);
    },
  };
}

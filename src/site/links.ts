/** The site's base path, always ending in a slash. */
const base = import.meta.env.BASE_URL.endsWith('/') ? import.meta.env.BASE_URL : `${import.meta.env.BASE_URL}/`;

/** The address of a file of the site, given without a leading slash. */
export function siteUrl(path: string): string {
  return `${base}${path}`;
}

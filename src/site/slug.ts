/** `02-forward.mdx` -> `forward`: the file's number orders the folder, the address does not need it. */
export function slugOf(file: string): string {
  return file.replace(/\.mdx$/, '').replace(/^\d+-/, '');
}

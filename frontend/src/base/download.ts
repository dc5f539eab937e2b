/** Has the browser save something under a name. */
export function download(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has it once it has begun to write; there is no event for that.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** A name that every file system takes: words joined by hyphens. */
export function fileName(parts: readonly (string | null | undefined)[], ending: string): string {
  const words = parts
    .map((part) => (part ?? '').replaceAll(/[^\p{L}\p{N}_]+/gu, '-').replaceAll(/^-+|-+$/g, ''))
    .filter((part) => part !== '');
  return `${words.join('-').slice(0, 120) || 'trace'}.${ending}`;
}

/** What has a time and a number, the earliest first, and of those at one time the lowest number: a binary heap. */
export class Agenda<T extends { readonly id: number }> {
  private readonly entries: { at: number; item: T }[] = [];

  add(item: T, at: number): void {
    const { entries } = this;
    entries.push({ at, item });
    for (let i = entries.length - 1; i > 0; ) {
      const above = (i - 1) >> 1;
      if (!this.before(i, above)) break;
      this.swap(i, above);
      i = above;
    }
  }

  /** Takes the first away; there must be one. */
  take(): { at: number; item: T } {
    const { entries } = this;
    this.swap(0, entries.length - 1);
    const first = entries.pop()!;
    for (let i = 0; ; ) {
      let least = i;
      for (const below of [2 * i + 1, 2 * i + 2])
        if (below < entries.length && this.before(below, least)) least = below;
      if (least === i) return first;
      this.swap(i, least);
      i = least;
    }
  }

  private before(i: number, j: number): boolean {
    const a = this.entries[i]!;
    const b = this.entries[j]!;
    return a.at < b.at || (a.at === b.at && a.item.id < b.item.id);
  }

  private swap(i: number, j: number): void {
    const { entries } = this;
    [entries[i], entries[j]] = [entries[j]!, entries[i]!];
  }
}

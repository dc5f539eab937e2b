import { doubles, type Column } from '../base/column.ts';

/** How a column of aggregates combines: by sum, least or greatest. */
type Fold = 'sum' | 'min' | 'max';

/**
 * Aggregates of every aligned block of 2, 4, 8... neighbouring leaves, so that any zoom level finds its summary ready-made.
 *
 * It is the implicit forest of iForest (Hume, 2021): the node of block `j` of level `k` stands at `(2j + 1) * 2^(k - 1) - 1`,
 * which is where an in-order walk of the perfect binary tree would meet it. No pointers; n leaves need fewer than n nodes;
 * the leaf that completes a block also writes its node, which is O(1) amortised. Leaves stay where they are: the forest reads them.
 */
export class Forest {
  /** How many leaves the forest knows. */
  length = 0;
  private readonly folds: readonly Fold[];
  private readonly leaf: (index: number, column: number) => number;
  private readonly nodes: Column[];

  constructor(folds: readonly Fold[], leaf: (index: number, column: number) => number) {
    this.folds = folds;
    this.leaf = leaf;
    this.nodes = folds.map(() => doubles());
  }

  /** Takes in the leaves below `length`. */
  grow(length: number): void {
    while (this.length < length) {
      this.length++;
      for (let level = 1; this.length % 2 ** level === 0; level++) this.complete(level, this.length / 2 ** level - 1);
    }
  }

  /** Forgets the leaves from `length` on; they may be grown again with other contents. */
  shrink(length: number): void {
    this.length = Math.min(this.length, length);
  }

  /** The aggregate of leaves [block * 2^level, (block + 1) * 2^level). */
  get(level: number, block: number, column: number): number {
    return level === 0 ? this.leaf(block, column) : this.nodes[column]!.at(nodeIndex(level, block));
  }

  /**
   * Covers the leaves [from, to) with the fewest aligned blocks that `fits` accepts, in order.
   * `fits` must accept every part of what it accepts. Single leaves are visited at level 0 whether it accepts them or not.
   */
  cover(
    from: number,
    to: number,
    fits: (first: number, last: number) => boolean,
    visit: (level: number, block: number, first: number, last: number) => void,
  ): void {
    let at = from;
    while (at < to) {
      let level = 0;
      let size = 1;
      while (at % (size * 2) === 0 && at + size * 2 <= to && fits(at, at + size * 2 - 1)) {
        size *= 2;
        level++;
      }
      visit(level, at / size, at, at + size - 1);
      at += size;
    }
  }

  /** One column over any range of leaves, in O(log n). */
  fold(from: number, to: number, column: number): number {
    const how = this.folds[column]!;
    let total = how === 'sum' ? 0 : how === 'min' ? Infinity : -Infinity;
    this.cover(from, to, () => true, (level, block) => {
      total = combine(how, total, this.get(level, block, column));
    });
    return total;
  }

  private complete(level: number, block: number): void {
    for (let column = 0; column < this.folds.length; column++) {
      const left = this.get(level - 1, block * 2, column);
      const right = this.get(level - 1, block * 2 + 1, column);
      this.nodes[column]!.set(nodeIndex(level, block), combine(this.folds[column]!, left, right));
    }
  }
}

const nodeIndex = (level: number, block: number) => (2 * block + 1) * 2 ** (level - 1) - 1;

const combine = (how: Fold, a: number, b: number) => (how === 'sum' ? a + b : how === 'min' ? Math.min(a, b) : Math.max(a, b));

import { doubles, type Column } from '../base/column.ts';

/** How a column of aggregates combines: by sum, least or greatest. */
type Fold = 'sum' | 'min' | 'max';

/** Smaller blocks than of 2^3 leaves are worked out when asked for: their nodes would take seven eighths of the memory. */
const LOWEST = 3;
const LOWEST_LEAVES = 2 ** LOWEST;

/**
 * Aggregates of every aligned block of 2, 4, 8... neighbouring leaves, so that any zoom level finds its summary ready-made.
 *
 * It is the implicit forest of iForest (Hume, 2021): the node of block `j` of the `k`-th level that is kept, counted from 0, stands at `(2j + 1) * 2^k - 1`,
 * which is where an in-order walk of the perfect binary tree would meet it. No pointers; n leaves need fewer than n / 4 nodes;
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
    for (let end = this.length - (this.length % LOWEST_LEAVES) + LOWEST_LEAVES; end <= length; end += LOWEST_LEAVES) {
      let block = end / LOWEST_LEAVES;
      this.complete(LOWEST, block - 1);
      for (let level = LOWEST + 1; block % 2 === 0; level++) {
        block /= 2;
        this.complete(level, block - 1);
      }
    }
    this.length = Math.max(this.length, length);
  }

  /** Forgets the leaves from `length` on; they may be grown again with other contents. */
  shrink(length: number): void {
    this.length = Math.min(this.length, length);
  }

  /** The aggregate of leaves [block * 2^level, (block + 1) * 2^level). */
  get(level: number, block: number, column: number): number {
    return level < LOWEST ? this.combineLeaves(level, block, column) : this.nodes[column]!.at(nodeIndex(level, block));
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
      const value = level === LOWEST
        ? this.combineLeaves(level, block, column)
        : combine(this.folds[column]!, this.get(level - 1, block * 2, column), this.get(level - 1, block * 2 + 1, column));
      this.nodes[column]!.set(nodeIndex(level, block), value);
    }
  }

  private combineLeaves(level: number, block: number, column: number): number {
    const how = this.folds[column]!;
    const end = (block + 1) << level;
    let total = this.leaf(block << level, column);
    for (let i = (block << level) + 1; i < end; i++) total = combine(how, total, this.leaf(i, column));
    return total;
  }
}

const nodeIndex = (level: number, block: number) => ((2 * block + 1) << (level - LOWEST)) - 1;

const combine = (how: Fold, a: number, b: number) => (how === 'sum' ? a + b : how === 'min' ? Math.min(a, b) : Math.max(a, b));

import { Column } from '../base/column.ts';

/** How a column of aggregates combines: by sum, least or greatest. */
type Fold = 'sum' | 'min' | 'max';

/** What a forest is over. */
export interface Leaves {
  /** What the leaves [from, end), of which there is at least one, come to: a number for each column. */
  fold(from: number, end: number, into: Float64Array): void;
}

const MOST_COLUMNS = 8;
/** What some leaves come to, until others are asked for. */
const folded = new Float64Array(MOST_COLUMNS);

const LOWEST = 4;
/** Smaller blocks are worked out from their leaves when asked for: nodes for them would take most of the memory. */
export const LOWEST_LEAVES = 2 ** LOWEST;

/**
 * Aggregates of every aligned block of 2, 4, 8... neighbouring leaves, so that any zoom level finds its summary ready-made.
 *
 * It is an implicit forest after iForest (Hume, 2021): no pointers, and n leaves need fewer than n / 8 nodes. The leaf that completes a block also
 * appends its node, and those of the larger blocks that end there, which is O(1) amortised and puts nodes in post-order: of the `m` blocks of the
 * lowest level, all nodes are `2m - bits(m)`.
 */
export class Forest {
  /** How many leaves the forest knows. */
  length = 0;
  private readonly folds: readonly Fold[];
  private readonly leaves: Leaves;
  private readonly nodes: Column[] = [];

  constructor(folds: readonly Fold[], leaves: Leaves) {
    this.folds = folds;
    this.leaves = leaves;
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
    if (length >= this.length) return;
    this.length = length;
    const kept = nodesOf(Math.floor(length / LOWEST_LEAVES));
    for (const column of this.nodes) if (column.length > kept) column.truncate(kept);
  }

  /** The aggregate of leaves [block * 2^level, (block + 1) * 2^level). */
  get(level: number, block: number, column: number): number {
    if (level >= LOWEST) return this.nodes[column]!.at(nodeIndex(level, block));
    this.leaves.fold(block << level, (block + 1) << level, folded);
    return folded[column]!;
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
    this.cover(
      from,
      to,
      () => true,
      (level, block) => {
        total = combine(how, total, this.get(level, block, column));
      },
    );
    return total;
  }

  private complete(level: number, block: number): void {
    if (level === LOWEST) this.leaves.fold(block << level, (block + 1) << level, folded);
    const left = level === LOWEST ? 0 : nodeIndex(level - 1, block * 2);
    for (let column = 0; column < this.folds.length; column++) {
      const nodes = this.nodes[column] ?? new Column();
      this.nodes[column] = nodes;
      // The right one of the two is the node before.
      nodes.push(level === LOWEST ? folded[column]! : combine(this.folds[column]!, nodes.at(left), nodes.last()));
    }
  }

  trim(): void {
    for (const column of this.nodes) column.trim();
  }
}

/** How many nodes there are once so many blocks of the lowest level are whole. */
const nodesOf = (blocks: number) => 2 * blocks - bits(blocks);

/** Those of the blocks that were whole before the block's last one, and then a node a level. */
const nodeIndex = (level: number, block: number) => nodesOf(((block + 1) << (level - LOWEST)) - 1) + level - LOWEST;

/** How many bits are set (Warren, "Hacker's Delight"). */
function bits(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555_5555);
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

const combine = (how: Fold, a: number, b: number) =>
  how === 'sum' ? a + b : how === 'min' ? Math.min(a, b) : Math.max(a, b);

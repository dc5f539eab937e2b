import type { Lane } from './lanes.ts';
import type { Layout } from './layout.ts';

interface Surface {
  readonly canvas: HTMLCanvasElement;
  readonly layout: Layout;
  /** Of the column of names. */
  readonly width: () => number;
  /** A lane's name was pressed, or asked for its menu. */
  readonly click: (lane: Lane, at: Point) => void;
  readonly menu: (lane: Lane, at: Point) => void;
  /** A lane was dragged to before another, or to the end of those that it is among. */
  readonly drop: (lane: Lane, before: Lane | undefined) => void;
  readonly changed: () => void;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A lane under way, and the height that it would come to. */
export interface Dragged {
  readonly lane: Lane;
  readonly before: Lane | undefined;
  readonly y: number;
}

const DRAG_PX = 5;

/** Pointers over the names of the lanes: a press, a menu, a drag to another place. Fingers scroll there; for them the menu moves lanes. */
export class LanePointer {
  dragged: Dragged | null = null;
  hovered: Lane | null = null;
  private readonly surface: Surface;
  private pressed: { lane: Lane; y: number } | null = null;

  constructor(surface: Surface) {
    this.surface = surface;
    const { canvas } = surface;
    const take = (
      type: 'pointerdown' | 'pointermove' | 'pointerup' | 'pointercancel',
      handle: (event: PointerEvent) => boolean,
    ) =>
      canvas.addEventListener(type, (event) => {
        // Nobody else is to take it for a drag of the picture.
        if (handle(event)) event.stopImmediatePropagation();
      });
    take('pointerdown', (event) => this.down(event));
    take('pointermove', (event) => this.move(event));
    take('pointerup', (event) => this.up(event));
    take('pointercancel', () => this.leave());
    canvas.addEventListener('pointerleave', () => this.hover(null));
    canvas.addEventListener('contextmenu', (event) => {
      const lane = this.laneAt(event);
      if (!lane) return;
      event.preventDefault();
      surface.menu(lane, { x: event.offsetX, y: event.offsetY });
    });
  }

  private laneAt({ offsetX, offsetY }: MouseEvent): Lane | undefined {
    return offsetX < this.surface.width() ? this.surface.layout.at(offsetY) : undefined;
  }

  private down(event: PointerEvent): boolean {
    if (event.offsetX >= this.surface.width()) return false;
    const lane = event.button === 0 ? this.laneAt(event) : undefined;
    if (lane) {
      this.pressed = { lane, y: event.offsetY };
      this.surface.canvas.setPointerCapture(event.pointerId);
    }
    return true;
  }

  private move(event: PointerEvent): boolean {
    const { pressed } = this;
    if (!pressed) {
      this.hover((event.buttons === 0 && event.pointerType !== 'touch' ? this.laneAt(event) : null) ?? null);
      return false;
    }
    if (this.dragged || Math.abs(event.offsetY - pressed.y) > DRAG_PX) {
      this.dragged = this.target(pressed.lane, event.offsetY);
      this.surface.changed();
    }
    return true;
  }

  private up(event: PointerEvent): boolean {
    const { pressed, dragged } = this;
    if (!this.leave()) return false;
    if (dragged) this.surface.drop(dragged.lane, dragged.before);
    else if (event.offsetX < this.surface.width())
      this.surface.click(pressed!.lane, { x: event.offsetX, y: event.offsetY });
    return true;
  }

  private leave(): boolean {
    const was = this.pressed !== null;
    this.pressed = null;
    this.dragged = null;
    if (was) this.surface.changed();
    return was;
  }

  private hover(lane: Lane | null): void {
    if (lane === this.hovered) return;
    this.hovered = lane;
    this.surface.changed();
  }

  /** The nearest gap between those that a lane can be among. */
  private target(lane: Lane, y: number): Dragged {
    const { layout } = this.surface;
    const siblings = layout.siblings(lane).filter((other) => other !== lane);
    const before = siblings.find((other) => y < layout.topOf(other) + other.heightPx / 2);
    const last = siblings.at(-1) ?? lane;
    return { lane, before, y: before ? layout.topOf(before) : layout.topOf(last) + last.heightPx };
  }
}

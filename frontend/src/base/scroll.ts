/** How far below the beginning of what a scroller scrolls an element inside it stands. */
export const topInside = (scroller: HTMLElement, element: HTMLElement): number =>
  element.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;

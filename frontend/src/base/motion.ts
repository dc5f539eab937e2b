/** For a person who wants less motion, what would glide goes in jumps this far apart. */
export const JUMP_MS = 500;

const query = typeof matchMedia === 'undefined' ? null : matchMedia('(prefers-reduced-motion: reduce)');

/** Whether the reader asked the system for less motion. */
export const lessMotion = (): boolean => query?.matches ?? false;

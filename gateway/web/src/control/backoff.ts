/** Milliseconds to wait before reconnection attempt `attempt` (0 is the first): at once, then doubling up to 8 s. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  if (attempt === 0) {
    return 0;
  }
  const ceiling = Math.min(8000, 500 * 2 ** (attempt - 1));
  return ceiling * (0.75 + 0.25 * random());
}

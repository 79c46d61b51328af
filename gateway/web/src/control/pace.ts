/**
 * Keeps requests under the server's limit (50 a second on average, bursts of 200) with some room to spare. Calls go out at
 * once while the burst lasts, later ones wait their turn in order.
 */
export class Pace {
  private tokens: number;
  private refilledAt: number;
  private readonly waiting: (() => void)[] = [];
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly perSecond = 40,
    private readonly burst = 120,
  ) {
    this.tokens = burst;
    this.refilledAt = Date.now();
  }

  run(send: () => void): void {
    this.waiting.push(send);
    this.drain();
  }

  clear(): void {
    this.waiting.length = 0;
    if (this.timer !== null) {
      clearTimeout(this.timer);
      this.timer = null;
    }
  }

  private drain(): void {
    const now = Date.now();
    this.tokens = Math.min(this.burst, this.tokens + ((now - this.refilledAt) / 1000) * this.perSecond);
    this.refilledAt = now;
    while (this.tokens >= 1) {
      const send = this.waiting.shift();
      if (send === undefined) {
        return;
      }
      this.tokens -= 1;
      send();
    }
    if (this.waiting.length > 0 && this.timer === null) {
      this.timer = setTimeout(
        () => {
          this.timer = null;
          this.drain();
        },
        Math.ceil(1000 / this.perSecond),
      );
    }
  }
}

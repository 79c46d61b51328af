export type Unsubscribe = () => void;

/** A value that can be watched. Listeners hear of it in the order in which they came, after it has changed. */
export class Store<T> {
  private readonly listeners = new Set<(value: T) => void>();

  constructor(private current: T) {}

  get value(): T {
    return this.current;
  }

  set(next: T): void {
    if (Object.is(next, this.current)) {
      return;
    }
    this.current = next;
    for (const listener of [...this.listeners]) {
      listener(next);
    }
  }

  update(part: Partial<T>): void {
    this.set({ ...this.current, ...part });
  }

  /** Calls the listener now and after each change. */
  watch(listener: (value: T) => void): Unsubscribe {
    this.listeners.add(listener);
    listener(this.current);
    return () => this.listeners.delete(listener);
  }
}

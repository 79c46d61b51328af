/** The page's one audio context, made when it is first needed: browsers allow few of them. */
export class Sound {
  private made: AudioContext | null = null;

  context(): AudioContext {
    this.made ??= new AudioContext();
    if (this.made.state === 'suspended') {
      void this.made.resume().catch(() => undefined); // until a click allows it
    }
    return this.made;
  }

  /** To be called from a click: browsers start sound only then. */
  wake(): void {
    if (this.made?.state === 'suspended') {
      void this.made.resume().catch(() => undefined);
    }
  }
}

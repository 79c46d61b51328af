/** Keeps the screen on, where the browser can: a phone that goes to sleep leaves the room. Returns what lets it sleep again. */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  let released = false;
  const ask = async () => {
    // Not in every browser, whatever the type says; and only while the page is seen.
    const wakeLock: WakeLock | undefined = navigator.wakeLock;
    if (wakeLock === undefined || document.visibilityState !== 'visible' || (lock !== null && !lock.released)) {
      return;
    }
    const given = await wakeLock.request('screen').catch(() => null); // refused when the battery is low
    lock = given;
    if (released) {
      await given?.release();
    }
  };
  const shown = () => void ask();
  document.addEventListener('visibilitychange', shown);
  shown();
  return () => {
    released = true;
    document.removeEventListener('visibilitychange', shown);
    void lock?.release();
  };
}

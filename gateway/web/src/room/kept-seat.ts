/** What a page leaves behind for the page that is loaded in its place. */
export interface KeptSeat {
  room: string;
  seat: string;
  displayName: string;
  muted: boolean;
  microphone: boolean;
  camera: boolean;
  /** When the page went, in milliseconds since the epoch. */
  leftAt: number;
}

const KEY = 'patchbay.seat';
/** As long as the server keeps a seat whose socket is gone. */
const GOOD_FOR_MS = 30_000;

/** To be called as the page goes, and not before: a duplicated tab must not take its original's seat. */
export function keepSeat(seat: KeptSeat): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(seat));
  } catch {
    // no storage in this browser: the page comes back as a new participant
  }
}

/** The seat that the page before this one left in this room, once. */
export function takeKeptSeat(room: string, now = Date.now()): KeptSeat | null {
  try {
    const text = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    const kept = text === null ? null : (JSON.parse(text) as KeptSeat);
    return kept !== null && kept.room === room && now - kept.leftAt < GOOD_FOR_MS ? kept : null;
  } catch {
    return null;
  }
}

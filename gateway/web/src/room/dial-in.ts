/** The SIP address that a phone dials to get into a room, as far as the page's own address tells it. */
export function dialAddress(room: string, host: string = location.hostname): string {
  return `sip:${room}@${host}`;
}

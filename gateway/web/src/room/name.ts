const ROOM_NAME = /^[a-z0-9._-]{1,64}$/;

/** The name as rooms compare it, or null where no room can have it. */
export function roomName(text: string): string | null {
  const name = text.trim().toLowerCase();
  return ROOM_NAME.test(name) ? name : null;
}

/** The room that a page's path names: `/rooms/lobby`; null for the landing page, undefined where the name is not valid. */
export function roomOfPath(path: string): string | null | undefined {
  const match = /^\/rooms\/([^/]+)\/?$/.exec(path);
  if (match === null) {
    return null;
  }
  try {
    return roomName(decodeURIComponent(match[1] ?? '')) ?? undefined;
  } catch {
    return undefined;
  }
}

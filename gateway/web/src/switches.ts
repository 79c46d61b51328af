/** What the page's address asks for beyond the room: docs/room-page.md tells each. */
export interface Switches {
  /** Join at once, without the card that asks for name and devices. */
  readonly autojoin: boolean;
  readonly name: string | null;
  readonly audio: boolean | null;
  /** Hertz of a tone that replaces the microphone. */
  readonly testTone: number | null;
  /** Hertz with which the tone's loudness swings; 0 for a steady tone. */
  readonly toneSwing: number;
  /** Loudness of the tone: its amplitude, 0 to 1. */
  readonly toneLevel: number;
  readonly video: boolean | null;
  /** `#rrggbb` of a picture that replaces the camera. */
  readonly videoColour: string | null;
  readonly codec: string;
}

export function readSwitches(query: string): Switches {
  const params = new URLSearchParams(query);
  const video = params.get('video');
  return {
    autojoin: flag(params.get('autojoin')) ?? false,
    name: params.get('name')?.trim().slice(0, 64) || null,
    audio: flag(params.get('audio')),
    testTone: number(params.get('testTone'), 20, 20_000),
    toneSwing: number(params.get('toneSwing'), 0, 50) ?? 4,
    toneLevel: number(params.get('toneLevel'), 0, 1) ?? 0.5,
    video: video !== null && colour(video) !== null ? true : flag(video),
    videoColour: video === null ? null : colour(video),
    codec: params.get('codec')?.toLowerCase() === 'h264' ? 'h264' : 'vp8',
  };
}

function flag(value: string | null): boolean | null {
  if (value === '1' || value === 'true') {
    return true;
  }
  return value === '0' || value === 'false' ? false : null;
}

function number(value: string | null, least: number, most: number): number | null {
  const parsed = value === null || value.trim() === '' ? Number.NaN : Number(value);
  return parsed >= least && parsed <= most ? parsed : null;
}

/** `color:#rrggbb`; the `#` may be left out, since an address ends at it unless it is written `%23`. */
function colour(value: string): string | null {
  const match = /^colou?r:#?([0-9a-f]{6})$/i.exec(value);
  return match?.[1] === undefined ? null : `#${match[1].toLowerCase()}`;
}

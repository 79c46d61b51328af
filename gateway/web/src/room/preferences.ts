/** What this browser remembers from one visit to the next. */
export interface Preferences {
  name: string;
  microphoneId: string | null;
  cameraId: string | null;
  speakerId: string;
  muted: boolean;
  camera: boolean;
}

const KEY = 'patchbay.preferences';
const DEFAULTS: Preferences = {
  name: '',
  microphoneId: null,
  cameraId: null,
  speakerId: '',
  muted: false,
  camera: true,
};

export function readPreferences(): Preferences {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>) };
  } catch {
    return { ...DEFAULTS };
  }
}

export function savePreferences(part: Partial<Preferences>): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...readPreferences(), ...part }));
  } catch {
    // no storage in this browser: it asks again next time
  }
}

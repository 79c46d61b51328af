/** Why a microphone or camera cannot be used. */
export type Problem = 'refused' | 'none' | 'busy' | 'insecure' | 'lost' | 'failed';

export function problemOf(error: unknown): Problem {
  switch (error instanceof DOMException || error instanceof Error ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
    case 'PermissionDeniedError':
      return 'refused';
    case 'NotFoundError':
    case 'DevicesNotFoundError':
    case 'OverconstrainedError':
      return 'none';
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return 'busy';
    case 'InsecureError':
      return 'insecure';
    default:
      return 'failed';
  }
}

/** The page was opened in a way in which browsers give no devices. */
export class InsecureError extends Error {
  constructor() {
    super('microphones and cameras need a page opened by https');
    this.name = 'InsecureError';
  }
}

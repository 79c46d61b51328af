/** A problem+json body (RFC 9457) of an address that does not let the browser in. */
export interface Refusal {
  status: number;
  title: string;
  detail: string;
}

/** True where asking again by itself cannot help. */
export function isFinal(refusal: Refusal): boolean {
  return refusal.status >= 400 && refusal.status < 500 && refusal.status !== 408 && refusal.status !== 429;
}

const WOULD_LET_IN = 426;

/**
 * Asks by plain HTTP why a WebSocket did not open, because browsers hide the status and the body of a failed one. Resolves
 * with null where the address would let the socket in, or where nothing answers.
 */
export async function askWhyRefused(controlPath: string): Promise<Refusal | null> {
  let response: globalThis.Response;
  try {
    response = await fetch(controlPath, { cache: 'no-store', signal: AbortSignal.timeout(5000) });
  } catch {
    return null;
  }
  if (response.ok || response.status === WOULD_LET_IN) {
    return null;
  }
  const body = await response.text().catch(() => '');
  return readRefusal(response.status, body);
}

export function readRefusal(status: number, body: string): Refusal {
  try {
    const problem: unknown = JSON.parse(body);
    if (typeof problem === 'object' && problem !== null) {
      const { title, detail } = problem as { title?: unknown; detail?: unknown };
      return {
        status,
        title: typeof title === 'string' ? title : `Refused with status ${status}`,
        detail: typeof detail === 'string' ? detail : '',
      };
    }
  } catch {
    // not JSON: shown as it is below
  }
  return { status, title: `Refused with status ${status}`, detail: body.slice(0, 300) };
}

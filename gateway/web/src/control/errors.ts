import type { ErrorCode } from './protocol';

/** `timeout`: no answer in time. `disconnected`: the socket closed first. Whether the request took effect is unknown in both. */
export type FailureCode = ErrorCode | 'timeout' | 'disconnected';

/** A request that was not answered, or answered with an error. */
export class ControlError extends Error {
  constructor(
    readonly code: FailureCode,
    message: string,
  ) {
    super(message);
    this.name = 'ControlError';
  }

  /** True where the server may or may not have done what was asked. */
  get outcomeUnknown(): boolean {
    return this.code === 'timeout' || this.code === 'disconnected';
  }
}

export function hasCode(error: unknown, ...codes: FailureCode[]): boolean {
  return error instanceof ControlError && codes.includes(error.code);
}

import type { ErrorCode, ErrorDetails } from './contract';

/**
 * A refusal on its way to the user. On the server use cases throw it by its code and the router, which alone
 * catches, adds the sentence; on the phone it carries the sentence that came with the reply.
 */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly details: ErrorDetails = {},
    message: string = code,
  ) {
    super(message);
    this.name = 'AppError';
  }
}

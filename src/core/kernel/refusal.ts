import type { messages } from '@core/sentences';

/** Every refusal the product can give, typed once for both sides. A page reads the code, a person the message. */
export type ErrorCode = keyof typeof messages;
export type ErrorDetails = Record<string, string | number>;

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

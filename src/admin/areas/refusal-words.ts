import type { AppError } from '@core/refusal';

/** A refusal in words: the first thing that is wrong with what was written, where that is known. */
export function saidOf(error: AppError): string {
  const [first] = Object.values(error.details);
  return error.code === 'input.invalid' && first ? String(first) : error.message;
}

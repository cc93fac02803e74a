import { ApiError } from './refusal';

export type Parameters = Record<string, unknown>;

type Kind = 'string' | 'number' | 'object' | 'list';
/** A parameter's kind; a question mark behind it makes it optional. */
export type Shape = Record<string, Kind | `${Kind}?`>;

const kindOf = (value: unknown): string => (Array.isArray(value) ? 'list' : typeof value);

/**
 * Checks parameters against their documented shape.
 * @throws ApiError MissingParameter, UnknownParameter or InvalidParameter, as the platform names them
 */
export function checkShape(parameters: Parameters, shape: Shape, within = ''): void {
  for (const [name, written] of Object.entries(shape)) {
    const optional = written.endsWith('?');
    const value = parameters[name];
    if (value === undefined) {
      if (optional) continue;
      throw new ApiError(
        'MissingParameter',
        `The request is missing a required parameter \`${within}${name}\`.`,
      );
    }
    const kind = written.replace('?', '');
    if (kindOf(value) !== kind) {
      throw new ApiError(
        'InvalidParameter',
        `The value type of parameter \`${within}${name}\` is not valid.`,
      );
    }
  }
  const unknown = Object.keys(parameters).find(name => !(name in shape));
  if (unknown !== undefined) {
    throw new ApiError('UnknownParameter', `The parameter \`${within}${unknown}\` is not recognized.`);
  }
}

/** @throws ApiError InvalidParameterValue where a parameter's value is none of those allowed */
export function checkOneOf(name: string, value: unknown, allowed: readonly unknown[]): void {
  if (allowed.includes(value)) return;
  throw new ApiError('InvalidParameterValue', `${name} must be one of ${allowed.join(', ')}.`);
}

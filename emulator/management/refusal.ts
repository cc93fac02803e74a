/** An error as Tencent Cloud API 3.0 answers it: HTTP 200 with `Response.Error`. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

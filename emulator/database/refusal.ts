/** What the cloud answers with {code, message} instead of data. The SDK turns the code into its number. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** -502001 in the SDK: MongoDB refused the request. */
export function failed(reason: string): Refusal {
  return new Refusal('DATABASE_REQUEST_FAILED', reason);
}

/** -502005 in the SDK: a collection is never created silently. */
export function noCollection(name: string): Refusal {
  return new Refusal(
    'DATABASE_COLLECTION_NOT_EXIST',
    `[ResourceNotFound] Db or Table not exist: ${name}. Please check your request, but if the problem persists, please contact us.`,
  );
}

/** A unique index says no: -502001 in the SDK, with MongoDB's own words. */
export function duplicate(collection: string, index: string, key: string): Refusal {
  return failed(
    `[FailedOperation] E11000 duplicate key error collection: ${collection} index: ${index} dup key: ${key}`,
  );
}

/** Another transaction wrote the document first. */
export function conflict(): Refusal {
  return new Refusal(
    'DATABASE_TRANSACTION_CONFLICT',
    '[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others.',
  );
}

/** A second operation arrived while the transaction was still at one. */
export function busy(): Refusal {
  return new Refusal(
    'DATABASE_TRANSACTION_FAIL',
    '[ResourceUnavailable.TransactionBusy] Transaction is busy.',
  );
}

/** The transaction is unknown: committed, aborted, or older than 30 seconds. */
export function noTransaction(): Refusal {
  return new Refusal(
    'DATABASE_TRANSACTION_FAIL',
    '[ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server, transaction must be commit or abort in 30 seconds.',
  );
}

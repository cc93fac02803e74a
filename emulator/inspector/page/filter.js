const OPERATORS = { '=': '$eq', '!=': '$ne', '>': '$gt', '>=': '$gte', '<': '$lt', '<=': '$lte' };

/**
 * What a person types to find documents, as the JSON of a query: a MongoDB query, an `_id` alone, or conditions such as
 * `status=open, left>=2, title~诗会`, where `~` means contains. Empty text is no condition. Throws on broken JSON.
 */
export function queryOf(text) {
  const typed = text.trim();
  if (typed === '') return undefined;
  if (typed.startsWith('{')) {
    try {
      return JSON.stringify(JSON.parse(typed));
    } catch {
      throw new Error('条件不是有效的 JSON；也可以写成 status=open, left>=2');
    }
  }
  const conditions = typed.split(/\s*[,，]\s*/).filter(Boolean);
  return JSON.stringify({ $and: conditions.map(condition) });
}

function condition(text) {
  const parts = /^([\w.$一-鿿-]+)\s*(!=|>=|<=|=|>|<|~)\s*(.*)$/u.exec(text);
  if (!parts) return { _id: text };
  const [, field, operator, written] = parts;
  if (operator === '~')
    return { [field]: { $regularExpression: { pattern: literal(written), options: 'i' } } };
  return { [field]: { [OPERATORS[operator]]: meantBy(written) } };
}

const literal = text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Numbers, true, false and null mean themselves, and so does a time; anything else is a text, quoted or not. */
function meantBy(written) {
  if (/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(written)) return timeOf(written);
  try {
    return JSON.parse(written);
  } catch {
    return written;
  }
}

/** A time without a zone is Beijing's. A day alone stays a text, as days are stored. */
function timeOf(written) {
  const time = written.replace(' ', 'T');
  const at = new Date(/(Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}+08:00`);
  return Number.isNaN(at.getTime()) ? written : { $date: at.toISOString() };
}

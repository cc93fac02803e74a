import { collection, insertOnce, readOne } from '@api/store/database';

const name = 'doors';

/** A venue's permanent door code: six digits, which are the document's name. */
type Door = { _id: string; venueId: string };

/** The venue behind a door code. */
export async function venueOf(digits: string): Promise<string | undefined> {
  return (await readOne<Door>(name, digits))?.venueId;
}

/** A venue's own code, the first there is of it. */
export async function codeOf(venueId: string): Promise<string | undefined> {
  const { data } = await collection<Door>(name).where({ venueId }).orderBy('_id', 'asc').limit(1).get();
  return data[0]?._id;
}

/** Gives a venue these digits; false when they are another's. */
export function give(digits: string, venueId: string): Promise<boolean> {
  return insertOnce<Door>(name, { _id: digits, venueId });
}

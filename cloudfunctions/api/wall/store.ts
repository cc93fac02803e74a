import { collection, command, insertOnce, readOne } from '@api/store/database';

const name = 'screenCodes';

/** The picture of what a session's screens show in one minute, made once for all of them. */
type ScreenPicture = { _id: string; image?: string; at: number };

export async function imageOf(id: string): Promise<string | undefined> {
  return (await readOne<ScreenPicture>(name, id))?.image;
}

/** Takes it upon oneself to make a picture; false when somebody has. */
export function claim(id: string, at: number): Promise<boolean> {
  return insertOnce<ScreenPicture>(name, { _id: id, at });
}

export async function fill(id: string, image: string): Promise<void> {
  await collection<ScreenPicture>(name).doc(id).update({ data: { image } });
}

/** Forgets pictures of codes that are over. */
export async function removeBefore(before: number): Promise<number> {
  const { stats } = await collection<ScreenPicture>(name)
    .where({ at: command.lt(before) })
    .remove();
  return stats.removed;
}

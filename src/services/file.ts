import Taro from '@tarojs/taro';

export type ChosenFile = { path: string; name: string };

/** Lets the person choose one file of the given extensions from a chat; null when they change their mind. */
export async function chooseFile(extensions: string[]): Promise<ChosenFile | null> {
  try {
    const { tempFiles } = await Taro.chooseMessageFile({ count: 1, type: 'file', extension: extensions });
    const file = tempFiles[0];
    return file ? { path: file.path, name: file.name } : null;
  } catch {
    return null;
  }
}

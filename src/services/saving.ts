import Taro from '@tarojs/taro';

/** What became of a file: it was sent or saved, its text is on the clipboard, or the person changed their mind. */
export type Saved = 'saved' | 'copied' | 'left';

/**
 * Gives the person a text as a file: on a phone to send to a chat (文件传输助手), on a PC to disk. Where neither is to be
 * had, the text goes to the clipboard. Call it in a tap: WeChat shares in nothing else.
 */
export async function saveText(name: string, text: string): Promise<Saved> {
  const filePath = `${Taro.env.USER_DATA_PATH}/${name}`;
  try {
    Taro.getFileSystemManager().writeFileSync(filePath, text, 'utf8');
    await hand(filePath, name);
    return 'saved';
  } catch (error) {
    if (/cancel/.test(String((error as { errMsg?: string }).errMsg ?? error))) return 'left';
    await Taro.setClipboardData({ data: text });
    return 'copied';
  } finally {
    Taro.getFileSystemManager().unlink({ filePath, fail: () => undefined });
  }
}

/** Opens a spreadsheet behind a short-lived address; WeChat's own menu there sends or saves it. Rejects when it cannot. */
export async function openSheet(url: string, name: string): Promise<void> {
  const filePath = `${Taro.env.USER_DATA_PATH}/${name}`;
  const { statusCode } = await Taro.downloadFile({ url, filePath });
  if (statusCode !== 200) throw new Error(`the file answered ${statusCode}`);
  await Taro.openDocument({ filePath, fileType: 'xlsx', showMenu: true });
}

async function hand(filePath: string, fileName: string): Promise<void> {
  const platform = Taro.getDeviceInfo().platform;
  if (platform === 'windows' || platform === 'mac') await Taro.saveFileToDisk({ filePath });
  else await Taro.shareFileMessage({ filePath, fileName });
}

/** @jest-environment ./test/e2e/environment.ts */
/** Registration in depth in the build that WeChat runs: a family that changes its mind, and the station's list and desk. */
import { describeInBrowser } from '@test/support/browser';
import { eventually } from '@test/support/eventually';
import { startWorld, type World } from '@test/support/world';
import { type Phone, type Phones, startPhones } from './driver';
import { beyond } from './limits';

describeInBrowser('a family and its station', () => {
  let world: World;
  let phones: Phones;
  let phone: Phone;
  let staff: Phone;
  let craft: string;

  beforeAll(async () => {
    world = await startWorld();
    craft = await world.publish({
      title: '端午香囊',
      capacity: 3,
      questions: [
        { id: 'q1', label: '想做什么样的', type: 'choice', choices: ['老虎', '粽子'], required: true },
        { id: 'q2', label: '有什么忌口', type: 'text' },
      ],
      contact: '王老师 027-12345678',
    });
    phones = await startPhones(world.url);
  });
  afterEach(async () => expect(await phones.problems()).toEqual([]));
  afterAll(async () => {
    await phones?.close();
    await world?.close();
  });

  const fits = async (on: Phone) => {
    expect(await on.complaints()).toEqual([]);
    expect(beyond(await on.figures())).toEqual([]);
  };
  /** Waits until the app's latest call of an API is with this. */
  const did = (on: Phone, api: string, argument: unknown) =>
    eventually(async () => expect((await on.calls(api)).pop()?.argument).toEqual(argument));

  test('keeps a grandmother, and a child only after the guardian’s notice', async () => {
    phone = await phones.start(world.people.resident, { launch: { path: 'family/household/index' } });
    await phone.tap('添加一位');
    await phone.tap('70岁以上', 'radio');
    await phone.type(/^姓名或称呼/, '王秀兰');
    await phone.type(/^电话/, '13812345678');
    await phone.tap('保存');
    await phone.shows('70岁以上，电话尾号 5678');
    await phone.tap('添加一位');
    await phone.tap('14岁以下', 'radio');
    await phone.type(/^孩子的小名/, '豆豆');
    await phone.tap('保存');
    await phone.shows('请看完上面的说明，再打勾');
    await fits(phone);
    await phone.tap(/我是孩子的监护人/, 'checkbox');
    await phone.tap('保存');
    await phone.shows('豆豆');
    await fits(phone);
  });

  test('registers both with a tap each, asked about messages in the tap that registers', async () => {
    await phone.open('pages/register/index', { id: craft });
    await phone.tap('王秀兰', 'checkbox');
    await phone.tap('豆豆', 'checkbox');
    await phone.tap('老虎', 'radio');
    await phone.type(/^有什么忌口/, '不吃花生');
    await phone.tap(/我是孩子的监护人/, 'checkbox');
    await phone.tap('用微信通知我', 'checkbox');
    await fits(phone);
    await phone.settles();
    await phone.tap('报名（共 2 人）');
    await phone.shows('报上名了');
    await did(
      phone,
      'requestSubscribeMessage',
      expect.objectContaining({ tmplIds: expect.arrayContaining(['demo-template-change']) }),
    );
    await eventually(() => expect(world.dump('consents')).not.toEqual([]));
    await fits(phone);
  });

  test('sends each a ticket of their own as a picture to a chat, and shows it large where there is no such menu', async () => {
    await phone.tap('王秀兰', 'radio');
    await phone.tap('把王秀兰的入场码发给家人');
    await did(phone, 'showShareImageMenu', {
      path: expect.stringMatching(/^http:\/\/tmp\/1500x\d{4}\.png$/),
    });
  });

  test('asks to be reminded in its own tap, and hears no for a no', async () => {
    const tomorrow = await world.publish({
      title: '古琴雅集',
      startsAt: '2027-06-12T09:00:00+08:00',
      endsAt: '2027-06-12T11:00:00+08:00',
    });
    await world.register(tomorrow, world.people.resident, 1);
    await phone.open('pages/ticket/index', { id: tomorrow });
    await phone.set({ refusesMessages: true });
    await phone.tap('开始前提醒我');
    await phone.shows(/没有打开微信通知/);
    await phone.set({ refusesMessages: false });
    await phone.tap('开始前提醒我');
    await phone.shows('前一天傍晚会用微信提醒您');
  });

  test('keeps its seats when it shrinks, and loses nothing that was typed when the signal goes', async () => {
    await phone.open('pages/ticket/index', { id: craft });
    await phone.tap('改人数、改名字');
    await phone.tap('去掉第二位豆豆');
    await phone.set({ network: 'down' });
    await phone.tap('保存（共 1 人）');
    await phone.shows(/网络不通/);
    await phone.set({ network: 'up' });
    await phone.tap('保存（共 1 人）');
    await phone.shows('改好了');
    const view = await world.ok('activity.view', { activityId: craft }, world.people.resident);
    expect([view.left, view.mine?.status]).toEqual([2, 'seated']);
  });

  test('grows over its seats only when it has read what that costs, and reads its place', async () => {
    await world.register(craft, world.people.neighbour, ['周晓雯', '周子墨'], { answers: { q1: '粽子' } });
    await phone.open('pages/register/index', { id: craft, mode: 'edit' });
    await phone.tap('再加一位同行的人');
    await phone.type(/^第二位的姓名/, '李建国');
    await phone.tap('保存（共 2 人）');
    await phone.shows(/现在没有空位，加人坐不下/);
    await fits(phone);
    await phone.tap('让出座位，全部人重新排队');
    await phone.shows('第 1 家');
    await phone.shows(/前面没有别家了，您这家 2 人/);
    await phone.shows(/一家人一起排、一起补上/);
    await fits(phone);
  });

  test('the desk registers somebody without a phone, and the slip goes to the album or, where that is closed, on the screen', async () => {
    staff = await phones.start(world.people.editor, {
      launch: { path: 'station/desk/roster/index', query: { id: craft } },
    });
    await staff.tap('代登记一位');
    await staff.type(/^姓名或称呼/, '钱桂英');
    await staff.tap('粽子', 'radio');
    await fits(staff);
    await staff.tap('登记（共 1 人）');
    await staff.shows('进门时出示这张纸，或者报上面的号。');
    await fits(staff);
    await staff.tap('保存图片');
    await staff.shows('图片存到手机相册了');
    await staff.set({ albumClosed: true });
    await staff.tap('保存图片');
    await did(staff, 'previewImage', expect.anything());
  });

  test('the list finds a party by the end of a phone, shows it in full with a line in the trail, and takes it off with a reason', async () => {
    await staff.open('station/desk/roster/index', { id: craft });
    await staff.tap(/^候补/, 'radio');
    await staff.type(/^找人/, '5678');
    await staff.tap(/^王\*兰，2 人/);
    await staff.shows('13812345678');
    await staff.shows('不吃花生');
    await fits(staff);
    await staff.tap('打电话给王秀兰，13812345678', 'link');
    await did(staff, 'makePhoneCall', { phoneNumber: '13812345678' });
    await staff.tap('代为取消…');
    await staff.tap('本人来电取消');
    await fits(staff);
    await staff.tap('代为取消');
    await staff.shows('没有找到');
    const audits = world.dump<{ what: string }>('audits').map(line => line.what);
    expect(audits).toEqual(expect.arrayContaining(['register', 'person', 'withdraw']));
  });

  test('the list goes out as a spreadsheet that WeChat opens', async () => {
    await staff.tap('导出名单');
    await staff.shows('姓名和电话会隐去。要完整的，请站长导出。');
    await fits(staff);
    await staff.tap('导出表格');
    await did(staff, 'openDocument', expect.objectContaining({ fileType: 'xlsx', showMenu: true }));
  });

  test('the resident reads why, and takes away what is held', async () => {
    await phone.open('pages/ticket/index', { id: craft });
    await phone.shows('原因：本人来电取消');
    await phone.open('family/privacy/index');
    await phone.tap('查看我的全部资料');
    await phone.shows(/看了完整姓名和电话/);
    await fits(phone);
    await phone.tap('存成文件，或发给自己');
    await phone.shows('好了。');
    await did(phone, 'shareFileMessage', expect.objectContaining({ fileName: '我的资料-月月有约.json' }));
    await phone.tap('删除我的全部资料');
    await phone.type(/请写“删除”两个字/, '删除');
    await fits(phone);
    await phone.tap('全部删除');
    await phone.shows('已经全部删除');
  });
});
